namespace KubeEmulator.Nodes.Pods;

/// <summary>How one probe of one run stands; the rules are those of kubelet's <c>prober/worker.go</c>.</summary>
/// <param name="NextAt">When it is tried again; null where nothing more is to be found out.</param>
/// <param name="Result">What counts now: it changes when a threshold is reached.</param>
/// <param name="Last">What the last attempt found.</param>
/// <param name="Streak">How many attempts in a row found that.</param>
internal readonly record struct ProbeFacts(DateTimeOffset? NextAt, ProbeResult Result, ProbeResult Last = ProbeResult.Unknown, int Streak = 0)
{
    /// <summary>When the attempt under way is given up; null where none is.</summary>
    public DateTimeOffset? RunningUntil { get; init; }

    /// <summary>The start of a probe's work for a new run: liveness is believed, readiness is not.</summary>
    public static ProbeFacts Begin(ProbeKind kind, ProbeSpec probe, DateTimeOffset startedAt) => new(
        startedAt + probe.InitialDelay,
        kind switch { ProbeKind.Liveness => ProbeResult.Success, ProbeKind.Readiness => ProbeResult.Failure, _ => ProbeResult.Unknown });

    /// <summary>The facts after an attempt; a container that always answers alike need not be asked again.</summary>
    public ProbeFacts After(ProbeKind kind, ProbeSpec probe, ProbeResult found, DateTimeOffset now, bool alwaysAlike)
    {
        var streak = Last == found ? Streak + 1 : 1;
        var next = this with { RunningUntil = null, Last = found, Streak = streak, NextAt = now + probe.Period };
        if (streak < (found == ProbeResult.Failure ? probe.FailureThreshold : probe.SuccessThreshold))
        {
            return next;
        }

        // On hold until a new run: a startup probe has found what it was to find, a failed liveness probe ends the container.
        var done = kind == ProbeKind.Startup || (kind == ProbeKind.Liveness && found == ProbeResult.Failure) || alwaysAlike;
        return next with { Result = found, NextAt = done ? null : next.NextAt };
    }
}
