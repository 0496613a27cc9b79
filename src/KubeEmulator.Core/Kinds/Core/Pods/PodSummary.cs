using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a pod's line in a table says about its containers.</summary>
internal sealed class PodSummary
{
    public int Ready { get; private set; }

    public int Total { get; private init; }

    public string Reason { get; private set; } = "";

    public long Restarts { get; private set; }

    /// <summary>When a container last ended and was started again.</summary>
    public string? LastRestart { get; private set; }

    public static PodSummary Of(KubeObject pod)
    {
        var (spec, status) = (pod.Spec, pod.Status);
        var init = spec.Maps("initContainers").ToArray();
        var sidecars = init.Where(IsSidecar).Select(c => c.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var summary = new PodSummary { Total = spec.Maps("containers").Count() + sidecars.Count, Reason = status.String("reason") is { Length: > 0 } given ? given : status.StringOrEmpty("phase") };
        if (status.Maps("conditions").Any(c => c.String("type") == "PodScheduled" && c.String("reason") == "SchedulingGated"))
        {
            summary.Reason = "SchedulingGated";
        }

        var sidecarRestarts = summary.Initializing(status, init.Length, sidecars, out var initializing, out var lastSidecarRestart);
        if (!initializing || PodConditions.IsTrue(status, "Initialized"))
        {
            summary.Restarts = sidecarRestarts;
            summary.LastRestart = lastSidecarRestart;
            summary.Running(status);
        }

        if (pod.Metadata.IsDeleting)
        {
            summary.Reason = status.StringOrEmpty("reason") == "NodeLost" ? "Unknown"
                : status.StringOrEmpty("phase") is "Succeeded" or "Failed" ? summary.Reason : "Terminating";
        }

        return summary;
    }

    private static bool IsSidecar(MapValue container) => container.String("restartPolicy") == "Always";

    private long Initializing(MapValue status, int count, HashSet<string> sidecars, out bool initializing, out string? lastSidecarRestart)
    {
        var (sidecarRestarts, index) = (0L, -1);
        (initializing, lastSidecarRestart) = (false, null);
        foreach (var container in status.Maps("initContainerStatuses"))
        {
            index++;
            Count(container);
            var isSidecar = sidecars.Contains(container.StringOrEmpty("name"));
            if (isSidecar)
            {
                sidecarRestarts += container.Integer("restartCount") ?? 0;
                lastSidecarRestart = Later(lastSidecarRestart, LastEnd(container));
            }

            var state = container.Map("state") ?? MapValue.Empty;
            if (state.Map("terminated") is { } ended && (ended.Integer("exitCode") ?? 0) == 0)
            {
                continue;
            }

            if (isSidecar && container.Bool("started") == true)
            {
                Ready += container.Bool("ready") == true ? 1 : 0;
                continue;
            }

            initializing = true;
            Reason = state.Map("terminated") is { } failed ? "Init:" + Ended(failed)
                : state.Map("waiting")?.StringOrEmpty("reason") is { Length: > 0 } waiting and not "PodInitializing" ? "Init:" + waiting
                : $"Init:{index}/{count}";
            break;
        }

        return sidecarRestarts;
    }

    private void Running(MapValue status)
    {
        var (running, error) = (false, "");
        foreach (var container in status.Maps("containerStatuses").Reverse())
        {
            Count(container);
            var state = container.Map("state") ?? MapValue.Empty;
            if (state.Map("waiting")?.StringOrEmpty("reason") is { Length: > 0 } waiting)
            {
                Reason = waiting;
            }
            else if (state.Map("terminated") is { } ended)
            {
                Reason = Ended(ended);
                error = (ended.Integer("exitCode") ?? 0) != 0 && ended.StringOrEmpty("reason").Length > 0 ? Reason : error;
            }
            else if (container.Bool("ready") == true && state.Map("running") is not null)
            {
                running = true;
                Ready++;
            }
        }

        if (Reason == "Completed")
        {
            Reason = running && PodConditions.IsTrue(status, "Ready") ? "Running" : error.Length > 0 ? error : running ? "NotReady" : Reason;
        }
    }

    private static string Ended(MapValue terminated) =>
        terminated.StringOrEmpty("reason") is { Length: > 0 } reason ? reason
        : terminated.Integer("signal") is { } signal and not 0 ? $"Signal:{signal}"
        : $"ExitCode:{terminated.Integer("exitCode") ?? 0}";

    private void Count(MapValue container)
    {
        Restarts += container.Integer("restartCount") ?? 0;
        LastRestart = Later(LastRestart, LastEnd(container));
    }

    private static string? LastEnd(MapValue container) => container.Map("lastState")?.Map("terminated")?.String("finishedAt");

    // RFC 3339 in UTC sorts as text.
    private static string? Later(string? one, string? other) => string.CompareOrdinal(one, other) >= 0 ? one : other;
}
