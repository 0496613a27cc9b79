using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>The facts of a pod that another kubelet, or this one before a restore, had running: they are in its status.</summary>
internal static class FactsReader
{
    public static PodFacts Read(PodShape pod, DateTimeOffset now)
    {
        var status = pod.Object.Status;
        var facts = new PodFacts
        {
            StartTime = KubeTime.Parse(status.String("startTime")) ?? now,
            Addresses = [.. status.Maps("podIPs").Select(ip => ip.StringOrEmpty("ip"))],
            Finished = PodPhases.IsTerminal(pod.View.Phase),
        };
        facts.HasSandbox = facts.Addresses.Count > 0;
        facts.Resize = PodResize.Read(status, now);
        var known = status.Maps("containerStatuses").Concat(status.Maps("initContainerStatuses")).Concat(status.Maps("ephemeralContainerStatuses"))
            .GroupBy(s => s.StringOrEmpty("name"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        for (var i = 0; i < pod.Containers.Length; i++)
        {
            if (known.TryGetValue(pod.Containers[i].Name, out var container))
            {
                facts[i] = Container(pod.Containers[i], container, now);
            }
        }

        return facts;
    }

    private static ContainerFacts Container(PodContainer container, MapValue status, DateTimeOffset now)
    {
        var before = End(status.Map("lastState"));
        var resources = status.Map("resources") ?? MapValue.Empty;
        var promised = status.Map("allocatedResources") is { } requests ? resources.With("requests", requests) : resources;
        var allocated = PodResize.IsResizable(container) && status.ContainsKey("resources") && PodResize.Differ(promised, container.Spec.Map("resources")) ? promised : null;
        var facts = new ContainerFacts { Allocated = allocated, Restarts = (int)(status.Integer("restartCount") ?? 0), Before = before };
        var (id, image) = (status.StringOrEmpty("containerID"), status.StringOrEmpty("imageID"));
        if (status.Map("state")?.Map("running") is { } running)
        {
            var run = new ContainerRun(id, image, KubeTime.Parse(running.String("startedAt")) ?? now) { Resources = resources };
            return facts with { Run = Probed(container, run, status.Bool("started") ?? true, status.Bool("ready") ?? false) };
        }

        if (End(status.Map("state")) is { } end)
        {
            return facts with { Run = new ContainerRun(id, image, end.StartedAt) { End = end } };
        }

        // It waits to be started again: how its last run ended is what counts. Anything else is tried from the start.
        if (before is null)
        {
            return facts;
        }

        return facts with { Run = new ContainerRun(before.Id, image, before.StartedAt) { End = before }, Before = null };
    }

    // A kubelet that comes back believes what was found out before (prober_manager.go, ChangeContainerStatusOnKubeletRestart).
    private static ContainerRun Probed(PodContainer container, ContainerRun run, bool started, bool ready)
    {
        for (var kind = ProbeKind.Startup; kind <= ProbeKind.Readiness; kind++)
        {
            if (container.Probe(kind) is { } probe)
            {
                var facts = ProbeFacts.Begin(kind, probe, run.StartedAt);
                facts = kind switch
                {
                    ProbeKind.Startup when started => facts with { Result = ProbeResult.Success, NextAt = null },
                    ProbeKind.Readiness when ready => facts with { Result = ProbeResult.Success },
                    _ => facts,
                };
                run = run.With(kind, facts);
            }
        }

        return run;
    }

    private static ContainerEnd? End(MapValue? state) => state?.Map("terminated") is { } ended
        ? new ContainerEnd((int)(ended.Integer("exitCode") ?? 0), ended.StringOrEmpty("reason"), Time(ended, "startedAt"), Time(ended, "finishedAt"), ended.StringOrEmpty("containerID"))
        {
            Message = ended.StringOrEmpty("message"),
        }
        : null;

    private static DateTimeOffset Time(MapValue map, string key) => KubeTime.Parse(map.String(key)) ?? default;
}
