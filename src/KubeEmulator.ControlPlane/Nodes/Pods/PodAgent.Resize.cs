using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <content>In-place resize; kubelet's <c>allocation/allocation_manager.go</c> and <c>kuberuntime_manager.go</c> (computePodResizeAction).</content>
internal sealed partial class PodAgent
{
    // About what the real one takes from allocation to the next report of the runtime (the PLEG's period).
    private static readonly TimeSpan ResizeTime = TimeSpan.FromSeconds(1);

    /// <summary>Whether the pod waits for resources that the node cannot give yet.</summary>
    public bool WaitsForResize => _facts.Resize.Pending?.String("reason") == "Deferred";

    private MapValue Allocated(int place) => _facts[place].Allocated ?? _pod.Containers[place].Spec.Map("resources") ?? MapValue.Empty;

    // What the containers have been promised so far stays theirs until the kubelet says otherwise.
    private void KeepAllocation(PodShape before, PodShape after)
    {
        for (var i = 0; i < before.Containers.Length && i < after.Containers.Length; i++)
        {
            if (_facts[i].Allocated is null && PodResize.IsResizable(before.Containers[i]) && PodResize.Differ(before.Containers[i].Spec.Map("resources"), after.Containers[i].Spec.Map("resources")))
            {
                _facts[i] = _facts[i] with { Allocated = before.Containers[i].Spec.Map("resources") ?? MapValue.Empty };
            }
        }
    }

    private async ValueTask ResizeAsync()
    {
        if (_facts.Finished || IsTerminating)
        {
            _facts.Resize = PodResize.None;
            return;
        }

        if (!Places(i => PodResize.Differ(Allocated(i), _pod.Containers[i].Spec.Map("resources"))).Any())
        {
            _facts.Resize = _facts.Resize with { Pending = null };
        }
        else if (_kubelet.Reallocate(_pod.View) is { } refusal)
        {
            await DeferAsync(refusal).ConfigureAwait(false);
        }
        else
        {
            await AllocateAsync().ConfigureAwait(false);
        }

        if (_facts.Resize.ActuateAt is { } due && due <= _kubelet.Now)
        {
            await ActuateAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask DeferAsync(NodeRefusal refusal)
    {
        var (old, generation) = (_facts.Resize.Pending, _pod.Object.Metadata.Generation);
        var reason = refusal.Reason == "Infeasible" ? refusal.Reason : "Deferred";
        _facts.Resize = _facts.Resize with { Pending = PodResize.Condition(PodResize.PendingType, old, reason, refusal.Message, generation, _kubelet.Now) };
        if (old is null || old.String("reason") != reason || old.Integer("observedGeneration") != generation)
        {
            await EventAsync("Warning", $"Resize{reason}", PodResize.Summary(_pod, $"Pod resize {refusal.Reason}", generation, refusal.Message), "").ConfigureAwait(false);
        }
    }

    private async ValueTask AllocateAsync()
    {
        foreach (var i in Places(_ => true))
        {
            _facts[i] = _facts[i] with { Allocated = _pod.Containers[i].Spec.Map("resources") ?? MapValue.Empty };
        }

        var generation = _pod.Object.Metadata.Generation;
        _facts.Resize = new PodResize
        {
            InProgress = PodResize.Condition(PodResize.InProgressType, null, "", "", generation, _kubelet.Now),
            ActuateAt = _kubelet.Now + ResizeTime,
        };
        await EventAsync("Normal", "ResizeStarted", PodResize.Summary(_pod, "Pod resize started", generation), "").ConfigureAwait(false);
    }

    private async ValueTask ActuateAsync()
    {
        foreach (var i in Places(i => _facts[i].Run is { IsRunning: true, Stop: null } run && PodResize.Differ(run.Resources, Allocated(i))))
        {
            var (container, run) = (_pod.Containers[i], _facts[i].Run!);
            if (PodResize.NeedsRestart(container, run.Resources, Allocated(i)))
            {
                await StopAsync(new PodStep(PodStepKind.Stop, i, $"Container {container.Name} resize requires restart", _pod.Grace)).ConfigureAwait(false);
            }
            else
            {
                SetRun(i, run with { Resources = Allocated(i) });
            }
        }
    }

    // Once every container that runs has what was given; one that is being ended for it comes back with it.
    private async ValueTask CompleteResizeAsync()
    {
        if (_facts.Resize is not { InProgress: { } progress, ActuateAt: { } due } || due > _kubelet.Now
            || Places(i => _facts[i].Run is { IsRunning: true } run && PodResize.Differ(run.Resources, Allocated(i))).Any())
        {
            return;
        }

        _facts.Resize = _facts.Resize with { InProgress = null, ActuateAt = null };
        await EventAsync("Normal", "ResizeCompleted", PodResize.Summary(_pod, "Pod resize completed", progress.Integer("observedGeneration") ?? 0), "").ConfigureAwait(false);
    }

    private IEnumerable<int> Places(Func<int, bool> holds) =>
        Enumerable.Range(0, _pod.InitCount + _pod.MainCount).Where(i => PodResize.IsResizable(_pod.Containers[i]) && holds(i));
}
