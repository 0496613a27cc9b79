namespace KubeEmulator.Nodes.Pods;

/// <summary>One thing that a kubelet does to a pod.</summary>
/// <param name="Kind">What.</param>
/// <param name="Container">To which container, by its place; -1 for the pod.</param>
internal readonly record struct PodStep(PodStepKind Kind, int Container = -1)
{
    /// <summary>Why, as the event says; empty for the usual words.</summary>
    public string Message { get; init; } = "";

    /// <summary>The seconds a container gets to end.</summary>
    public long Grace { get; init; }

    /// <summary>Which probe.</summary>
    public ProbeKind Probe { get; init; }

    public PodStep(PodStepKind kind, int container, string message, long grace)
        : this(kind, container) => (Message, Grace) = (message, grace);
}
