namespace KubeEmulator.Nodes.Pods;

/// <summary>What the kubelet knows of one pod beside the stored object. The rules only read it; the pod's agent changes it.</summary>
internal sealed class PodFacts
{
    private ContainerFacts[] _containers = [];

    /// <summary>Whether the pod has its network and volumes.</summary>
    public bool HasSandbox { get; set; }

    /// <summary>Why it has not; null where nothing is in the way.</summary>
    public string? Blocked { get; set; }

    /// <summary>The pod's addresses, the primary one first.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    /// <summary>Why the kubelet ends the pod; null while it does not.</summary>
    public PodTermination? Termination { get; set; }

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
            if (container >= _containers.Length)
            {
                var grown = new ContainerFacts[container + 1];
                Array.Fill(grown, ContainerFacts.None);
                _containers.CopyTo(grown, 0);
                _containers = grown;
            }

            _containers[container] = value;
        }
    }
}
