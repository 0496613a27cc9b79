using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Rules;

/// <summary>A pod's quality-of-service class from what it requests and limits; <c>pkg/apis/core/v1/helper/qos/qos.go</c>.</summary>
internal static class QosClass
{
    public const string Guaranteed = "Guaranteed";
    public const string Burstable = "Burstable";
    public const string BestEffort = "BestEffort";

    /// <summary>The class in the status, or else computed.</summary>
    public static string Of(PodView pod) => pod.Status.String("qosClass") is { Length: > 0 } known ? known : Compute(pod);

    /// <summary>The class computed from the spec.</summary>
    public static string Compute(PodView pod) => Compute(pod.Spec);

    /// <summary>The class that a pod spec makes.</summary>
    public static string Compute(MapValue spec)
    {
        var requests = new ResourceList();
        var limits = new ResourceList();
        var allLimited = true;
        if (spec.Map("resources") is { } podLevel)
        {
            requests.Add(Positive(podLevel.Map("requests")));
            limits.Add(Positive(podLevel.Map("limits")));
            allLimited = limits.Count == 2 || podLevel.Map("limits") is not { Count: > 0 };
        }
        else
        {
            foreach (var own in spec.Maps("containers").Concat(spec.Maps("initContainers")).Select(c => c.Map("resources")))
            {
                var limited = Positive(own?.Map("limits"));
                requests.Add(Positive(own?.Map("requests")));
                limits.Add(limited);
                allLimited &= limited.Count == 2;
            }
        }

        if (requests.Count == 0 && limits.Count == 0)
        {
            return BestEffort;
        }

        return allLimited && requests.Same(limits) ? Guaranteed : Burstable;
    }

    // Only what is asked for of cpu and memory counts.
    private static ResourceList Positive(MapValue? map)
    {
        var list = new ResourceList();
        foreach (var name in new[] { "cpu", "memory" })
        {
            if (Quantity.From(map?[name]) is { Sign: > 0 } amount)
            {
                list[name] = amount;
            }
        }

        return list;
    }
}
