using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>What is known of one container of a pod.</summary>
internal sealed record ContainerFacts
{
    public static readonly ContainerFacts None = new();

    /// <summary>The newest run, also when it has ended; null before the first.</summary>
    public ContainerRun? Run { get; init; }

    /// <summary>How the run before that ended.</summary>
    public ContainerEnd? Before { get; init; }

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it does not run although it should.</summary>
    public StartFailure? Failure { get; init; }

    /// <summary>The patience with its crashes.</summary>
    public BackOff? Crashes { get; init; }

    /// <summary>The patience with its image.</summary>
    public BackOff? Pulls { get; init; }

    /// <summary>Its image on the way; null where it is not.</summary>
    public ImagePull? Pull { get; init; }

    /// <summary>The resources that the kubelet has promised it, where they have changed since its start; null: those of the spec.</summary>
    public MapValue? Allocated { get; init; }

    public bool IsRunning => Run is { IsRunning: true };

    /// <summary>How the newest run ended; null while it runs and before it.</summary>
    public ContainerEnd? End => Run?.End;
}
