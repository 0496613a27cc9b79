using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The quality of service that a pod's requests and limits ask for (core <c>helper/qos</c>).</summary>
internal static class PodQos
{
    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public static string Of(MapValue spec)
    {
        var (requests, limits) = (new Dictionary<string, Quantity>(StringComparer.Ordinal), new Dictionary<string, Quantity>(StringComparer.Ordinal));
        var guaranteed = true;
        foreach (var resources in Owners(spec))
        {
            Add(requests, resources?.Map("requests"));
            guaranteed &= Add(limits, resources?.Map("limits")) == 2 || (spec.Map("resources") is not null && resources!.Map("limits") is not { Count: > 0 });
        }

        if (requests.Count == 0 && limits.Count == 0)
        {
            return "BestEffort";
        }

        var equal = requests.Count == limits.Count && requests.All(r => limits.TryGetValue(r.Key, out var limit) && limit == r.Value);
        return guaranteed && equal ? "Guaranteed" : "Burstable";
    }

    private static IEnumerable<MapValue?> Owners(MapValue spec) => spec.Map("resources") is { } pod
        ? [pod]
        : spec.Maps("containers").Concat(spec.Maps("initContainers")).Select(c => c.Map("resources"));

    // Returns how many of cpu and memory are there.
    private static int Add(Dictionary<string, Quantity> sum, MapValue? amounts)
    {
        var found = 0;
        foreach (var name in (ReadOnlySpan<string>)["cpu", "memory"])
        {
            if (Quantity.From(amounts?[name]) is { Sign: > 0 } amount)
            {
                found++;
                sum[name] = sum.TryGetValue(name, out var before) ? before + amount : amount;
            }
        }

        return found;
    }
}
