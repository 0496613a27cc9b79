namespace KubeEmulator.Nodes.Pods;

/// <summary>What rules say of one run of a container.</summary>
internal sealed record ContainerScript
{
    /// <summary>How long after its start it becomes ready; null where probes decide alone.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>The end instead of what its program does; null where the program decides.</summary>
    public (int Code, TimeSpan After)? Exit { get; init; }

    /// <summary>When it is killed for want of memory; null never.</summary>
    public DateTimeOffset? KilledAt { get; init; }

    public ContainerRun Apply(ContainerRun run)
    {
        run = run with { ReadyAt = ReadyAfter is { } after ? run.StartedAt + after : run.ReadyAt };
        if (KilledAt > run.StartedAt)
        {
            return run with { Foretold = new ForetoldEnd(KilledAt.Value, 137, "OOMKilled", Instead: false) };
        }

        return Exit is { } exit ? run with { Foretold = new ForetoldEnd(run.StartedAt + exit.After, exit.Code, ContainerEnd.ReasonOf(exit.Code), Instead: true) } : run;
    }
}
