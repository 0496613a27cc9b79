namespace KubeEmulator.Nodes.Pods;

/// <summary>The sorts of things a kubelet does to a pod.</summary>
internal enum PodStepKind
{
    /// <summary>Give the pod its volumes and addresses.</summary>
    CreateSandbox,

    /// <summary>Start a container, or start it again.</summary>
    Start,

    /// <summary>Show that a container is held back after crashes.</summary>
    HoldBack,

    /// <summary>Try a probe.</summary>
    Probe,

    /// <summary>Give up the attempt of a probe.</summary>
    ProbeTimeout,

    /// <summary>Begin to end a container: event, preStop hook.</summary>
    Stop,

    /// <summary>Ask a container to end.</summary>
    Signal,

    /// <summary>End a container that did not end when asked.</summary>
    Kill,

    /// <summary>Note the end of a container that was known beforehand.</summary>
    End,

    /// <summary>Throw away all containers and begin again.</summary>
    RestartAll,

    /// <summary>End the pod: it ran longer than it may.</summary>
    ExceedDeadline,

    /// <summary>Note that every container has ended for good.</summary>
    Finish,
}
