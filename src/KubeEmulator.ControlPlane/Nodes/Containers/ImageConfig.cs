using System.Collections.Immutable;

namespace KubeEmulator.Nodes.Containers;

/// <summary>What an image says of itself: the part of the image's configuration that the kubelet uses.</summary>
public sealed record ImageConfig
{
    /// <summary>ENTRYPOINT: a pod's command replaces it.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>CMD: a pod's args, or its command, replace it.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>ENV; a pod's variables go over these.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>WORKDIR.</summary>
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>USER, as a number.</summary>
    public int UserId { get; init; }

    /// <summary>STOPSIGNAL.</summary>
    public ContainerSignal StopSignal { get; init; } = ContainerSignal.Term;

    /// <summary>Fills in the image's files, when they are first looked at.</summary>
    public Action<VirtualFileSystem>? Files { get; init; }

    /// <summary>The command line that results from what the pod says, by the rules of Docker's ENTRYPOINT and CMD.</summary>
    public IReadOnlyList<string> CommandLine(IReadOnlyList<string> podCommand, IReadOnlyList<string> podArgs)
    {
        ArgumentNullException.ThrowIfNull(podCommand);
        ArgumentNullException.ThrowIfNull(podArgs);
        return podCommand.Count > 0 ? [.. podCommand, .. podArgs] : [.. Entrypoint, .. podArgs.Count > 0 ? podArgs : Command];
    }
}
