using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <content>Probes and hooks; kubelet's <c>prober/prober.go</c> and <c>lifecycle/handlers.go</c>.</content>
internal sealed partial class PodAgent
{
    private const string UserAgent = "kube-probe/1.36";

    private readonly Dictionary<(int Container, ProbeKind Kind), CancellationTokenSource> _probes = [];

    private ValueTask ProbeAsync(int place, ProbeKind kind)
    {
        var (container, run) = (_pod.Containers[place], _facts[place].Run!);
        var (probe, now) = (container.Probe(kind)!, _kubelet.Now);
        if (IsTakenToSucceed(container, probe.Root))
        {
            SetProbe(place, run, kind, run.Probe(kind).After(kind, probe, ProbeResult.Success, now, alwaysAlike: true));
            return ValueTask.CompletedTask;
        }

        SetProbe(place, run, kind, run.Probe(kind) with { RunningUntil = now + probe.Timeout });
        var cancellation = new CancellationTokenSource();
        _probes[(place, kind)] = cancellation;
        Calls(container).Call(probe.Root, outcome => _kubelet.PostAsync(this, () => OnProbeAsync(place, run.Id, kind, outcome)), cancellation.Token);
        return ValueTask.CompletedTask;
    }

    private ValueTask ProbeTimeoutAsync(int place, ProbeKind kind)
    {
        var (container, run) = (_pod.Containers[place], _facts[place].Run!);
        var handler = container.Probe(kind)!.Root;
        var seconds = (long)container.Probe(kind)!.Timeout.TotalSeconds;
        var text = handler.Map("exec") is { } exec ? $"command timed out: {Objects.GoText.Quote(string.Join(' ', exec.Strings("command")))} timed out after {seconds}s"
            : handler.ContainsKey("grpc") ? $"timeout: health rpc did not complete within {seconds}s"
            : "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
        return OnProbeAsync(place, run.Id, kind, new CallOutcome(false, text));
    }

    private async ValueTask OnProbeAsync(int place, string id, ProbeKind kind, CallOutcome outcome)
    {
        if (_facts[place].Run is not { IsRunning: true } run || run.Id != id || run.Probe(kind).RunningUntil is null)
        {
            return;
        }

        if (_probes.Remove((place, kind), out var cancellation))
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
            cancellation.Dispose();
        }

        var (container, facts, now) = (_pod.Containers[place], run.Probe(kind), _kubelet.Now);
        var probe = container.Probe(kind)!;
        if (outcome.IsError)
        {
            // What could not be asked says nothing: it is tried again.
            SetProbe(place, run, kind, facts with { RunningUntil = null, NextAt = now + probe.Period });
            await EventAsync("Warning", "Unhealthy", $"{kind} probe errored and resulted in unknown state: {outcome.Output}", container.FieldPath).ConfigureAwait(false);
            return;
        }

        SetProbe(place, run, kind, facts.After(kind, probe, outcome.Succeeded ? ProbeResult.Success : ProbeResult.Failure, now, alwaysAlike: false));
        if (!outcome.Succeeded)
        {
            await EventAsync("Warning", "Unhealthy", $"{kind} probe failed: {outcome.Output}", container.FieldPath).ConfigureAwait(false);
        }
    }

    // What counts of a probe for the status is its result: as long as that stays, what is shown stays right.
    private void SetProbe(int place, ContainerRun run, ProbeKind kind, ProbeFacts facts)
    {
        var same = run.Probe(kind).Result == facts.Result && _facts == _shown.Facts;
        SetRun(place, run.With(kind, facts));
        if (same)
        {
            _shown.Facts = _facts with { };
        }
    }

    // Behind an image without a program nobody listens, so its ports are believed; commands run, where they are known.
    private bool IsTakenToSucceed(PodContainer container, MapValue handler)
    {
        var entry = _kubelet.Containers.Programs.Find(container.Image);
        return entry.IsUnknown && (!handler.ContainsKey("exec") || entry.OnlyWaits!([.. handler.Map("exec")!.Strings("command")]));
    }

    private void CallHook(int place, string id, MapValue hook, string name)
    {
        var container = _pod.Containers[place];
        if (hook.Map("sleep") is { } sleep)
        {
            _kubelet.PostAt(_kubelet.Now.AddSeconds(sleep.Integer("seconds") ?? 0), () => Done(new CallOutcome(true, "")));
        }
        else if (!ContainerCalls.CanCall(hook) || IsTakenToSucceed(container, hook))
        {
            Done(new CallOutcome(true, ""));
        }
        else
        {
            Calls(container).Call(hook, Done, CancellationToken.None);
        }

        void Done(CallOutcome outcome) => _kubelet.PostAsync(this, () => OnHookAsync(place, id, name, outcome));
    }

    private async ValueTask OnHookAsync(int place, string id, string name, CallOutcome outcome)
    {
        if (_facts[place].Run is not { IsRunning: true } run || run.Id != id)
        {
            return;
        }

        var field = _pod.Containers[place].FieldPath;
        if (name == "preStop")
        {
            SetRun(place, run with { Stop = run.Stop is null ? null : run.Stop with { HookRuns = false } });
            if (!outcome.Succeeded)
            {
                await EventAsync("Warning", "FailedPreStopHook", "PreStopHook failed", field).ConfigureAwait(false);
            }

            return;
        }

        SetRun(place, run with { HookRuns = false });
        if (!outcome.Succeeded)
        {
            await EventAsync("Warning", "FailedPostStartHook", "PostStartHook failed", field).ConfigureAwait(false);
            await EventAsync("Normal", "Killing", "FailedPostStartHook", field).ConfigureAwait(false);
            Kill(place);
        }
    }

    private ContainerCalls Calls(PodContainer container) => new(_sandbox!, container, _facts.Addresses.Count > 0 ? _facts.Addresses[0] : "127.0.0.1", UserAgent);
}
