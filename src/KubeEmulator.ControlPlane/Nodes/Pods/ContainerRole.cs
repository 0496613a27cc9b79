namespace KubeEmulator.Nodes.Pods;

/// <summary>What a container is to its pod.</summary>
internal enum ContainerRole
{
    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>An init container with restartPolicy Always: started in order, kept running beside the others.</summary>
    Sidecar,

    /// <summary>One of <c>spec.containers</c>.</summary>
    Main,

    /// <summary>Added to a running pod, never restarted.</summary>
    Ephemeral,
}
