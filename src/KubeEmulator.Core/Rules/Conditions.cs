using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>Conditions in a status: reading them, and setting them so that <c>lastTransitionTime</c> moves only with the status.</summary>
internal static class Conditions
{
    /// <summary>The condition of a type; null where there is none.</summary>
    public static MapValue? Find(MapValue status, string type)
    {
        if (status.List("conditions") is not { } list)
        {
            return null;
        }

        foreach (var item in list.AsSpan())
        {
            if (item is MapValue condition && condition.String("type") == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>Whether the condition is there and <c>True</c>.</summary>
    public static bool IsTrue(MapValue status, string type) => Find(status, type)?.String("status") == "True";

    /// <summary>
    /// A status with a condition set: a new one goes to the end, and where only reason, message or times change, the old
    /// <c>lastTransitionTime</c> stays. Itself where nothing changes.
    /// </summary>
    public static MapValue Set(MapValue status, MapValue condition, DateTimeOffset now)
    {
        var list = status.List("conditions") ?? ListValue.Empty;
        var type = condition.StringOrEmpty("type");
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is MapValue old && old.String("type") == type)
            {
                var since = old.String("status") == condition.String("status") ? old["lastTransitionTime"] : null;
                var merged = condition.With("lastTransitionTime", since ?? KubeTime.Format(now));
                return merged.Equals(old) ? status : status.With("conditions", list.With(i, merged));
            }
        }

        return status.With("conditions", list.Add(condition.WithDefault("lastTransitionTime", KubeTime.Format(now))));
    }
}
