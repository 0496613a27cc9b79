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

    public bool IsRunning => Run is { IsRunning: true };

    /// <summary>How the newest run ended; null while it runs and before it.</summary>
    public ContainerEnd? End => Run?.End;
}
