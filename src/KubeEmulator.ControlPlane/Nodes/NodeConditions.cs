using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>The conditions of a node with a living kubelet; kubelet's <c>nodestatus/setters.go</c>.</summary>
internal static class NodeConditions
{
    /// <param name="pressure">What the node runs short of.</param>
    /// <param name="notReady">Why it is not ready; null where it is.</param>
    public static MapValue[] Of(NodePressure pressure, string? notReady) =>
    [
        Pressure("MemoryPressure", pressure.HasFlag(NodePressure.Memory), "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        Pressure("DiskPressure", pressure.HasFlag(NodePressure.Disk), "KubeletHasDiskPressure", "kubelet has disk pressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        Pressure("PIDPressure", pressure.HasFlag(NodePressure.Pid), "KubeletHasInsufficientPID", "kubelet has insufficient PID available", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        notReady is null ? Condition("Ready", true, "KubeletReady", "kubelet is posting ready status") : Condition("Ready", false, "KubeletNotReady", notReady),
    ];

    private static MapValue Pressure(string type, bool under, string bad, string badText, string good, string goodText) =>
        under ? Condition(type, true, bad, badText) : Condition(type, false, good, goodText);

    private static MapValue Condition(string type, bool status, string reason, string message) =>
        MapValue.Of(("type", type), ("status", status ? "True" : "False"), ("reason", reason), ("message", message));
}
