using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>A probe of a container.</summary>
internal sealed record ProbeSpec(MapValue Root, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int SuccessThreshold, int FailureThreshold)
{
    /// <summary>The grace of a container that this probe ends; null where the pod's holds.</summary>
    public long? Grace => Root.Integer("terminationGracePeriodSeconds");

    public static ProbeSpec? From(MapValue? root) => root is null ? null : new ProbeSpec(
        root,
        Seconds(root, "initialDelaySeconds", 0),
        Seconds(root, "periodSeconds", 10),
        Seconds(root, "timeoutSeconds", 1),
        (int)(root.Integer("successThreshold") ?? 1),
        (int)(root.Integer("failureThreshold") ?? 3));

    private static TimeSpan Seconds(MapValue root, string key, long otherwise) => TimeSpan.FromSeconds(root.Integer(key) ?? otherwise);
}
