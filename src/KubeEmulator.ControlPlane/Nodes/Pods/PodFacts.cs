namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// What the kubelet knows of one pod beside the stored object. The rules only read it; the pod's agent changes it. Copies are equal
/// until something is changed.
/// </summary>
internal sealed record PodFacts
{
    private ContainerFacts[] _containers = [];

    /// <summary>Whether the pod has its network and volumes.</summary>
    public bool HasSandbox { get; set; }

    /// <summary>Whether it had a sandbox that is gone with the node's power.</summary>
    public bool SandboxLost { get; set; }

    /// <summary>Why it has not; null where nothing is in the way.</summary>
    public string? Blocked { get; set; }

    /// <summary>The pod's addresses, the primary one first.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>Why the kubelet ends the pod; null while it does not.</summary>
    public PodTermination? Termination { get; set; }

    /// <summary>How a change of its resources stands.</summary>
    public PodResize Resize { get; set; } = PodResize.None;

    /// <summary>When the kubelet first saw the pod: the status' startTime.</summary>
    public DateTimeOffset StartTime { get; set; }

    /// <summary>Whether every container has ended for good.</summary>
    public bool Finished { get; set; }

    /// <summary>The facts of a container by its place in <see cref="PodShape.Containers"/>.</summary>
    public ContainerFacts this[int container]
    {
        get => container < _containers.Length ? _containers[container] : ContainerFacts.None;
        set
        {
            // A new array each time, so that a copy keeps what it was made of.
            var changed = new ContainerFacts[Math.Max(container + 1, _containers.Length)];
            Array.Fill(changed, ContainerFacts.None);
            _containers.CopyTo(changed, 0);
            changed[container] = value;
            _containers = changed;
        }
    }
}
