namespace KubeEmulator.Nodes.Pods;

/// <summary>What falls due for a running container: its foretold end, its probes, the end of patience with it.</summary>
internal static class RunningLife
{
    public static void Plan(PodShape pod, int place, ContainerRun run, bool ending, DateTimeOffset now, PodPlan plan)
    {
        var container = pod.Containers[place];
        if (run.Foretold is { } foretold)
        {
            if (foretold.At <= now)
            {
                plan.Add(PodStepKind.End, place);
                return;
            }

            plan.Await(foretold.At);
        }

        if (run.Stop is { } stop)
        {
            var killAt = KillAt(pod, stop);
            if (killAt <= now)
            {
                plan.Add(PodStepKind.Kill, place);
                return;
            }

            plan.Await(killAt);
            if (!ending && !stop.Signalled && !stop.HookRuns)
            {
                plan.Add(PodStepKind.Signal, place);
            }
        }
        else if (!ending && FailedProbe(container, run) is { } failed)
        {
            plan.Steps.Add(new PodStep(PodStepKind.Stop, place, StopMessage(pod, container, failed), container.Probe(failed)!.Grace ?? pod.Grace) { Probe = failed });
            return;
        }

        if (run.ReadyAt > now)
        {
            plan.Await(run.ReadyAt);
        }

        Probes(container, place, run, ending || run.Stop is not null, now, plan);
    }

    // A deletion with a shorter grace makes what is under way end sooner.
    private static DateTimeOffset KillAt(PodShape pod, ContainerStop stop)
    {
        var sooner = stop.Since.AddSeconds(Math.Max(pod.Grace, ContainerStop.MinimumGrace));
        return pod.IsDeleting && pod.Grace < stop.Grace && sooner < stop.KillAt ? sooner : stop.KillAt;
    }

    private static ProbeKind? FailedProbe(PodContainer container, ContainerRun run) =>
        container.Liveness is not null && run.Liveness.Result == ProbeResult.Failure ? ProbeKind.Liveness
        : container.Startup is not null && run.Startup.Result == ProbeResult.Failure ? ProbeKind.Startup
        : null;

    private static string StopMessage(PodShape pod, PodContainer container, ProbeKind failed)
    {
        var probe = failed == ProbeKind.Liveness ? "liveness" : "startup";
        if (container.IsInit)
        {
            return $"Init container {container.Name} failed {probe} probe";
        }

        var again = (container.RestartPolicy ?? pod.RestartPolicy) != "Never";
        return $"Container {container.Name} failed {probe} probe{(again ? ", will be restarted" : "")}";
    }

    // The others wait for the startup probe; a container that is to end is asked for readiness only (prober/worker.go).
    private static void Probes(PodContainer container, int place, ContainerRun run, bool ending, DateTimeOffset now, PodPlan plan)
    {
        var started = InitProgress.HasStarted(container, run);
        for (var kind = ProbeKind.Startup; kind <= ProbeKind.Readiness; kind++)
        {
            if (container.Probe(kind) is null || (kind == ProbeKind.Startup) == started || (ending && kind != ProbeKind.Readiness))
            {
                continue;
            }

            var probe = run.Probe(kind);
            if (probe.RunningUntil is { } until)
            {
                Due(PodStepKind.ProbeTimeout, until, kind, place, now, plan);
            }
            else if (probe.NextAt is { } next)
            {
                Due(PodStepKind.Probe, next, kind, place, now, plan);
            }
        }
    }

    private static void Due(PodStepKind step, DateTimeOffset at, ProbeKind kind, int place, DateTimeOffset now, PodPlan plan)
    {
        if (at <= now)
        {
            plan.Steps.Add(new PodStep(step, place) { Probe = kind });
        }
        else
        {
            plan.Await(at);
        }
    }
}
