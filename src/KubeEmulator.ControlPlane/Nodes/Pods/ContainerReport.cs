using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// A container's state as its status shows it; kubelet's <c>kubelet_pods.go</c> (convertToAPIContainerStatuses) and
/// <c>prober/prober_manager.go</c> (UpdatePodStatus). Exactly one of waiting, running and ended.
/// </summary>
internal sealed record ContainerReport(PodContainer Container, ContainerRun? Run)
{
    /// <summary>The resources that it has been promised.</summary>
    public MapValue Allocated { get; init; } = MapValue.Empty;

    /// <summary>The reason it waits; null where it does not.</summary>
    public string? Waiting { get; init; }

    public string WaitingMessage { get; init; } = "";

    /// <summary>How it ended; null while it runs or waits.</summary>
    public ContainerEnd? Ended { get; init; }

    /// <summary>How the run before ended.</summary>
    public ContainerEnd? Last { get; init; }

    public int Restarts { get; init; }

    public bool Started { get; init; }

    public bool Ready { get; init; }

    public bool IsRunning => Waiting is null && Ended is null;

    /// <summary>Every container of a pod.</summary>
    public static ContainerReport[] Of(PodShape pod, PodFacts facts, DateTimeOffset now)
    {
        var reports = new ContainerReport[pod.Containers.Length];
        for (var i = 0; i < reports.Length; i++)
        {
            reports[i] = Of(pod, pod.Containers[i], facts[i], now);
        }

        if (facts.Finished)
        {
            MarkLost(pod, facts, reports);
        }

        return reports;
    }

    private static ContainerReport Of(PodShape pod, PodContainer container, ContainerFacts facts, DateTimeOffset now)
    {
        var report = new ContainerReport(container, facts.Run) { Restarts = facts.Restarts, Last = facts.Before, Allocated = facts.Allocated ?? facts.Run?.Resources ?? MapValue.Empty };
        if (facts.Run is not { HookRuns: false } run)
        {
            return report with { Waiting = facts.Failure is { Reason: { Length: > 0 } reason } ? reason : (pod.InitCount > 0 ? "PodInitializing" : "ContainerCreating"), WaitingMessage = facts.Failure?.Message ?? "" };
        }

        if (run.End is { } end)
        {
            return facts.Failure is { Reason.Length: > 0 } failure && !pod.IsDeleting && RestartRules.IsRestarted(container, pod.RestartPolicy, run)
                ? report with { Waiting = failure.Reason, WaitingMessage = failure.Message, Last = end }
                : report with { Ended = end, Ready = container.Role == ContainerRole.Init && end.Succeeded };
        }

        var started = InitProgress.HasStarted(container, run);
        var ready = started && container.Role is ContainerRole.Main or ContainerRole.Sidecar && !(run.ReadyAt > now)
            && (container.Readiness is null || run.Readiness.Result == ProbeResult.Success);
        return report with { Started = started, Ready = started && ready };
    }

    // What never came to run in a pod that has ended, status_manager.go's TerminatePod: once the pod had begun, nobody knows how it ended.
    private static void MarkLost(PodShape pod, PodFacts facts, ContainerReport[] reports)
    {
        var lost = new ContainerEnd(137, ContainerEnd.Unknown, default, default, "") { Message = "The container could not be located when the pod was terminated" };
        var begun = InitProgress.HasBegun(pod, facts);
        for (var i = 0; i < reports.Length; i++)
        {
            var report = reports[i];
            var applies = report.Container.Role == ContainerRole.Main ? begun : report.Container.IsInit && report.Run is not null;
            if (applies && report.Ended is null)
            {
                reports[i] = report with { Waiting = null, WaitingMessage = "", Ended = lost, Ready = false, Started = false };
            }
        }
    }
}
