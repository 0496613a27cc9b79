using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Two lists of tolerations as one, without those that another covers; <c>pkg/util/tolerations</c>.</summary>
internal static class TolerationMerge
{
    /// <summary>The merged list, in order.</summary>
    public static IReadOnlyList<MapValue> Merge(IEnumerable<MapValue> first, IEnumerable<MapValue> second)
    {
        var all = first.Concat(second).ToArray();
        var merged = new List<MapValue>();
        for (var i = 0; i < all.Length; i++)
        {
            var toleration = all[i];
            var redundant = merged.Any(m => Covers(m, toleration)) || all[(i + 1)..].Any(later => !later.Equals(toleration) && Covers(later, toleration));
            if (!redundant)
            {
                merged.Add(toleration);
            }
        }

        return merged;
    }

    /// <summary>Whether everything that the narrow one tolerates, the wide one tolerates too.</summary>
    public static bool Covers(MapValue wide, MapValue narrow)
    {
        if (wide.Equals(narrow))
        {
            return true;
        }

        var (w, n) = (new TolerationView(wide), new TolerationView(narrow));
        if (n.Key != w.Key && (w.Key.Length > 0 || w.Operator != "Exists"))
        {
            return false;
        }

        if (n.Effect != w.Effect && w.Effect.Length > 0)
        {
            return false;
        }

        if (w.Effect == "NoExecute" && w.TolerationSeconds is { } seconds && (n.TolerationSeconds is not { } own || own > seconds))
        {
            return false;
        }

        return w.Operator switch
        {
            "" or "Equal" => n.Operator == "Equal" && n.Value == w.Value,
            "Exists" => true,
            _ => false,
        };
    }
}
