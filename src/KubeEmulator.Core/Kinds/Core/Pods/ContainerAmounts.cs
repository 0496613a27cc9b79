using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What the containers of a pod ask for together: regular ones and sidecars at once, other init containers one after another
/// beside the sidecars started before them (component-helpers <c>resource/helpers.go</c>).
/// </summary>
internal static class ContainerAmounts
{
    /// <summary>The sums of <c>requests</c> or <c>limits</c>.</summary>
    public static Dictionary<string, Quantity> Aggregate(MapValue spec, string member)
    {
        var sum = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Maps("containers"))
        {
            Add(sum, Of(container, member));
        }

        var sidecars = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        var peak = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var container in spec.Maps("initContainers"))
        {
            var own = Of(container, member);
            if (container.String("restartPolicy") == "Always")
            {
                Add(sum, own);
                Add(sidecars, own);
                Max(peak, sidecars);
            }
            else
            {
                var beside = new Dictionary<string, Quantity>(own, StringComparer.Ordinal);
                Add(beside, sidecars);
                Max(peak, beside);
            }
        }

        Max(sum, peak);
        return sum;
    }

    private static Dictionary<string, Quantity> Of(MapValue container, string member) =>
        (container.Map("resources")?.Map(member) ?? MapValue.Empty).ToDictionary(m => m.Key, m => Quantity.From(m.Value) ?? Quantity.Zero, StringComparer.Ordinal);

    private static void Add(Dictionary<string, Quantity> sum, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.TryGetValue(name, out var before) ? before + amount : amount;
        }
    }

    private static void Max(Dictionary<string, Quantity> most, Dictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            most[name] = most.TryGetValue(name, out var before) ? Quantity.Max(before, amount) : amount;
        }
    }
}
