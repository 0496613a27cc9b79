namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// What a kubelet does next with a pod: a pure function of the pod, the facts and the time. The rules are those of kubelet's
/// <c>kuberuntime_manager.go</c> (computePodActions), <c>pod_workers.go</c> and <c>active_deadline.go</c>.
/// </summary>
internal static class PodLife
{
    public static PodPlan Next(PodShape pod, PodFacts facts, DateTimeOffset now)
    {
        var plan = new PodPlan();
        if (facts.Finished)
        {
            return plan;
        }

        var ending = pod.IsDeleting || facts.Termination is not null;
        for (var i = 0; i < pod.Containers.Length; i++)
        {
            if (facts[i].Run is { IsRunning: true } run)
            {
                RunningLife.Plan(pod, i, run, ending, now, plan);
            }
        }

        if (ending)
        {
            EndAll(pod, facts, plan);
        }
        else if (IsOverdue(pod, facts, now, plan))
        {
            plan.Add(PodStepKind.ExceedDeadline);
        }
        else if (!facts.HasSandbox)
        {
            if (facts.SandboxLost && !BeginsAnew(pod, facts))
            {
                EndAll(pod, facts, plan);
            }
            else if (facts.Blocked is null)
            {
                plan.Add(PodStepKind.CreateSandbox);
            }
        }
        else
        {
            KeepRunning(pod, facts, now, plan);
        }

        return plan;
    }

    /// <summary>Whether a container may be asked to end now: sidecars wait for the containers and for the sidecars started after them.</summary>
    public static bool IsTurnToEnd(PodShape pod, PodFacts facts, int container)
    {
        if (pod.Containers[container].Role != ContainerRole.Sidecar)
        {
            return true;
        }

        for (var i = container + 1; i < pod.InitCount + pod.MainCount; i++)
        {
            if (pod.Containers[i].Role != ContainerRole.Init && facts[i].IsRunning)
            {
                return false;
            }
        }

        return true;
    }

    // After the node was off: only where something is to run again.
    private static bool BeginsAnew(PodShape pod, PodFacts facts)
    {
        var mains = Enumerable.Range(pod.InitCount, pod.MainCount);
        return pod.RestartPolicy switch
        {
            "Never" => false,
            "OnFailure" => !mains.All(i => facts[i].End is { Succeeded: true }),
            _ => true,
        };
    }

    private static void KeepRunning(PodShape pod, PodFacts facts, DateTimeOffset now, PodPlan plan)
    {
        for (var i = 0; i < pod.Containers.Length; i++)
        {
            var container = pod.Containers[i];
            if (facts[i].End is { } end && RestartRules.RestartsAll(container, end.Code))
            {
                plan.Add(PodStepKind.RestartAll, i);
                return;
            }

            if (container.Role == ContainerRole.Ephemeral && facts[i].Run is null)
            {
                Start(i, facts[i], now, plan);
            }
        }

        var init = InitProgress.Of(pod, facts);
        if (init.Failed)
        {
            EndAll(pod, facts, plan);
            return;
        }

        var starts = new List<int>(init.Starts);
        var kept = !init.Initialized;
        for (var i = pod.InitCount; init.Initialized && i < pod.InitCount + pod.MainCount; i++)
        {
            var run = facts[i].Run;
            kept |= run is { IsRunning: true };
            if (run is null || RestartRules.IsRestarted(pod.Containers[i], pod.RestartPolicy, run))
            {
                starts.Add(i);
                kept = true;
            }
        }

        if (!kept)
        {
            EndAll(pod, facts, plan);
            return;
        }

        foreach (var i in starts)
        {
            Start(i, facts[i], now, plan);
        }
    }

    // Crashes hold back by exact times, kuberuntime_manager.go's doBackOff; what failed before the start has its own time.
    private static void Start(int container, ContainerFacts facts, DateTimeOffset now, PodPlan plan)
    {
        if (facts.Failure is { } failure)
        {
            if (failure.RetryAt <= now)
            {
                plan.Add(PodStepKind.Start, container);
            }
            else
            {
                plan.Await(failure.RetryAt);
            }

            return;
        }

        var held = facts.End is { } end && CrashFreeAt(facts, end) > now;
        plan.Add(held ? PodStepKind.HoldBack : PodStepKind.Start, container);
    }

    /// <summary>When a crashed container may start again.</summary>
    public static DateTimeOffset CrashFreeAt(ContainerFacts facts, ContainerEnd end) =>
        BackOff.FreeAt(facts.Crashes ?? BackOff.Derive(facts.Restarts, end.StartedAt), end.FinishedAt);

    private static void EndAll(PodShape pod, PodFacts facts, PodPlan plan)
    {
        var running = false;
        var grace = facts.Termination?.Grace ?? pod.Grace;
        for (var i = 0; i < pod.Containers.Length; i++)
        {
            if (facts[i].Run is not { IsRunning: true } run)
            {
                continue;
            }

            running = true;
            if (run.Stop is null)
            {
                plan.Steps.Add(new PodStep(PodStepKind.Stop, i, "", grace));
            }
            else if (run.Stop is { Signalled: false, HookRuns: false } && IsTurnToEnd(pod, facts, i))
            {
                plan.Add(PodStepKind.Signal, i);
            }
        }

        if (!running)
        {
            plan.Add(PodStepKind.Finish);
        }
    }

    private static bool IsOverdue(PodShape pod, PodFacts facts, DateTimeOffset now, PodPlan plan)
    {
        if (pod.ActiveDeadlineSeconds is not { } seconds)
        {
            return false;
        }

        var deadline = facts.StartTime.AddSeconds(seconds);
        plan.Await(deadline > now ? deadline : null);
        return deadline <= now;
    }
}
