namespace KubeEmulator.Nodes.Pods;

/// <summary>That the kubelet ends a pod of its own accord: eviction, deadline, node shutdown.</summary>
/// <param name="Reason">The status' reason: <c>Evicted</c>.</param>
/// <param name="Message">The status' message.</param>
/// <param name="Grace">The seconds the containers get; null what the pod says.</param>
internal sealed record PodTermination(string Reason, string Message, long? Grace)
{
    /// <summary>The reason and message of the condition DisruptionTarget; null where the end is no disruption.</summary>
    public string? Disruption { get; init; }
}
