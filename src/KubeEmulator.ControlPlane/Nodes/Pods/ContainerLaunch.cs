using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Everything settled about one run of a container when the kubelet decided to start it.</summary>
/// <param name="Container">The container.</param>
/// <param name="Entry">What stands behind its image.</param>
/// <param name="CommandLine">The command line, references to variables not yet replaced.</param>
/// <param name="OnExit">Told when the program has ended.</param>
internal sealed record ContainerLaunch(PodContainer Container, ProgramEntry Entry, IReadOnlyList<string> CommandLine, Action<ContainerExit> OnExit)
{
    /// <summary>The environment, where it had to be settled at the start; null: made when somebody looks.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Whether the program is started only when somebody looks into the container.</summary>
    public bool IsLazy { get; init; }

    /// <summary>The seed of what looks random in the container.</summary>
    public int Seed { get; init; }
}
