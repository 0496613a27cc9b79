namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// How far a pod's init containers are; kubelet's <c>kuberuntime_container.go</c> (computeInitContainerActions). The last one that
/// ever ran decides: those before it are over, except for sidecars, which are kept running.
/// </summary>
/// <param name="Initialized">Whether the containers may start.</param>
/// <param name="Failed">Whether one has failed for good.</param>
/// <param name="Starts">The places of those to be started (again).</param>
internal readonly record struct InitProgress(bool Initialized, bool Failed, IReadOnlyList<int> Starts)
{
    public static InitProgress Of(PodShape pod, PodFacts facts)
    {
        if (pod.InitCount == 0)
        {
            return new InitProgress(true, false, []);
        }

        var starts = new List<int>();
        var begun = HasBegun(pod, facts);
        var last = LastTried(pod, facts);
        for (var i = 0; i < last; i++)
        {
            if (pod.Containers[i].Role == ContainerRole.Sidecar && !facts[i].IsRunning)
            {
                starts.Add(i);
            }
        }

        if (last < 0)
        {
            return new InitProgress(false, false, [0]);
        }

        var (container, run) = (pod.Containers[last], facts[last].Run!);
        if (container.Role == ContainerRole.Sidecar)
        {
            if (!run.IsRunning)
            {
                starts.Add(last);
                return new InitProgress(begun, false, starts);
            }

            return HasStarted(container, run) || begun ? Next(pod, last, starts, begun) : new InitProgress(false, false, starts);
        }

        return run switch
        {
            _ when begun => new InitProgress(true, false, starts),
            { IsRunning: true } => new InitProgress(false, false, starts),
            { End.Succeeded: true } => Next(pod, last, starts, begun),
            _ when RestartRules.IsRestarted(container, pod.RestartPolicy, run) => new InitProgress(false, false, [.. starts, last]),
            _ => new InitProgress(false, true, []),
        };
    }

    /// <summary>Whether a running container counts as started: its startup probe, if it has one, has succeeded.</summary>
    public static bool HasStarted(PodContainer container, ContainerRun run) => run is { IsRunning: true, HookRuns: false } && (container.Startup is null || run.Startup.Result == ProbeResult.Success);

    /// <summary>Whether any container of <c>spec.containers</c> ever ran.</summary>
    public static bool HasBegun(PodShape pod, PodFacts facts)
    {
        for (var i = pod.InitCount; i < pod.InitCount + pod.MainCount; i++)
        {
            if (facts[i].Run is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static InitProgress Next(PodShape pod, int last, List<int> starts, bool begun)
    {
        if (begun || last == pod.InitCount - 1)
        {
            return new InitProgress(true, false, starts);
        }

        starts.Add(last + 1);
        return new InitProgress(false, false, starts);
    }

    private static int LastTried(PodShape pod, PodFacts facts)
    {
        var last = pod.InitCount - 1;
        while (last >= 0 && facts[last].Run is null)
        {
            last--;
        }

        return last;
    }
}
