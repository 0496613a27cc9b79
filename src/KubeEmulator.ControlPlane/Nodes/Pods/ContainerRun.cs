using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>One run of a container, from its start on.</summary>
internal sealed record ContainerRun(string Id, string ImageId, DateTimeOffset StartedAt)
{
    /// <summary>How it ended; null while it runs.</summary>
    public ContainerEnd? End { get; init; }

    /// <summary>Its being stopped; null while nobody wants that.</summary>
    public ContainerStop? Stop { get; init; }

    public ProbeFacts Startup { get; init; }

    public ProbeFacts Liveness { get; init; }

    public ProbeFacts Readiness { get; init; }

    /// <summary>When it ends by itself, where that is known beforehand (a rule of the test); null otherwise.</summary>
    public ForetoldEnd? Foretold { get; init; }

    /// <summary>Not ready before this time, whatever probes say (a rule of the test).</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>Whether its postStart hook has not returned yet: until then it does not count as running.</summary>
    public bool HookRuns { get; init; }

    /// <summary>The resources it was given.</summary>
    public MapValue Resources { get; init; } = MapValue.Empty;

    public bool IsRunning => End is null;

    public ProbeFacts Probe(ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => Startup,
        ProbeKind.Liveness => Liveness,
        _ => Readiness,
    };

    public ContainerRun With(ProbeKind kind, ProbeFacts facts) => kind switch
    {
        ProbeKind.Startup => this with { Startup = facts },
        ProbeKind.Liveness => this with { Liveness = facts },
        _ => this with { Readiness = facts },
    };
}
