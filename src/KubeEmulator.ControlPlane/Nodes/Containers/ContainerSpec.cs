using System.Collections.Immutable;

namespace KubeEmulator.Nodes.Containers;

/// <summary>What the kubelet has settled about a container before it starts: command, environment, files, network, clock.</summary>
public sealed record ContainerSpec
{
    /// <summary>The container's name in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>The image as the pod names it.</summary>
    public required string Image { get; init; }

    /// <summary>The whole command line: the pod's command, or the image's entry point, followed by the arguments.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The folder in which commands start.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The pod's name.</summary>
    public string PodName { get; init; } = "";

    /// <summary>The pod's namespace.</summary>
    public string PodNamespace { get; init; } = "default";

    /// <summary>The host name that the container sees.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>The user's id in the container.</summary>
    public int UserId { get; init; }

    /// <summary>The group's id in the container.</summary>
    public int GroupId { get; init; }

    /// <summary>Whether standard input stays open and can be attached to.</summary>
    public bool Stdin { get; init; }

    /// <summary>Whether standard input closes after the first attached client leaves.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>Whether the container has a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>The container's files.</summary>
    public required VirtualFileSystem Files { get; init; }

    /// <summary>The network as seen from the container; containers of a pod share one.</summary>
    public required IContainerNetwork Network { get; init; }

    /// <summary>The cluster's clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where the lines of standard output and error go.</summary>
    public required ContainerLog Log { get; init; }

    /// <summary>The seed of what looks random in the container.</summary>
    public int Seed { get; init; }

    /// <summary>Told, once and at once, when the container has ended; must not block.</summary>
    public Action<ContainerExit>? OnExit { get; init; }

    /// <summary>Where the program's continuations run; null: an executor of its own. Containers of a pod may share one.</summary>
    public ProgramExecutor? Executor { get; init; }
}
