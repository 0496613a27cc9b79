using KubeEmulator.Nodes.Environment;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <content>What a kubelet does to its pod, step by step.</content>
internal sealed partial class PodAgent
{
    private ValueTask ApplyAsync(PodStep step) => step.Kind switch
    {
        PodStepKind.CreateSandbox => CreateSandboxAsync(),
        PodStepKind.Start => StartAsync(step.Container),
        PodStepKind.HoldBack => HoldBackAsync(step.Container),
        PodStepKind.Probe => ProbeAsync(step.Container, step.Probe),
        PodStepKind.ProbeTimeout => ProbeTimeoutAsync(step.Container, step.Probe),
        PodStepKind.Stop => StopAsync(step),
        PodStepKind.ExceedDeadline => ExceedDeadlineAsync(),
        _ => Apply(step),
    };

    private ValueTask Apply(PodStep step)
    {
        switch (step.Kind)
        {
            case PodStepKind.Signal:
                Signal(step.Container);
                break;
            case PodStepKind.Kill:
                Kill(step.Container);
                break;
            case PodStepKind.End when _facts[step.Container].Run is { Foretold: { } foretold }:
                NoteEnd(step.Container, foretold.Code, foretold.Reason);
                _sandbox?.Stop(_pod.Containers[step.Container].Name, kill: true);
                break;
            case PodStepKind.RestartAll:
                RestartAll();
                break;
            case PodStepKind.Finish:
                _facts.Finished = true;
                break;
            default:
                break;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask CreateSandboxAsync()
    {
        if (_pod.Object.Spec.List("volumes") is not null && PodVolumes.Fault(Scope()) is { } fault)
        {
            _facts.Blocked = fault;
            await EventAsync("Warning", "FailedMount", fault, "").ConfigureAwait(false);
            return;
        }

        if (_facts.SandboxLost)
        {
            _facts.SandboxLost = false;
            BeginAnew();
            await EventAsync("Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", "").ConfigureAwait(false);
        }

        _facts.Addresses = _pod.View.HostNetwork ? _kubelet.HostAddresses : _kubelet.Addresses.Take();
        if (_facts.Addresses.Count == 0)
        {
            _facts.Blocked = "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type=\"ptp\" failed (add): failed to allocate for range 0: no IP addresses available in range set";
            await EventAsync("Warning", "FailedCreatePodSandBox", _facts.Blocked, "").ConfigureAwait(false);
            return;
        }

        _facts.HasSandbox = true;
        _sandbox = new PodSandbox(_kubelet.Containers, _pod, _facts.Addresses, _kubelet.HostAddresses);
    }

    // kuberuntime_manager.go (computePodActions): in a new sandbox everything runs again, init containers first; what has succeeded
    // for good does not.
    private void BeginAnew()
    {
        for (var i = 0; i < _pod.InitCount + _pod.MainCount; i++)
        {
            var facts = _facts[i];
            var isOver = _pod.Containers[i].Role == ContainerRole.Main && facts.End is { Succeeded: true } && _pod.RestartPolicy == "OnFailure";
            if (facts.Run is { } run && !isOver)
            {
                _facts[i] = new ContainerFacts { Before = run.End, Restarts = facts.Restarts + 1, Allocated = facts.Allocated };
            }
        }
    }

    // A pod whose containers ran before this kubelet knew of it: their programs begin again, and nobody outside can tell.
    private void Resume()
    {
        _sandbox = new PodSandbox(_kubelet.Containers, _pod, _facts.Addresses, _kubelet.HostAddresses);
        _kubelet.Addresses.Keep(_facts.Addresses);
        for (var i = 0; i < _pod.Containers.Length; i++)
        {
            if (_facts[i].Run is { IsRunning: true } run)
            {
                Launch(i, run, environment: null);
            }
        }
    }

    private async ValueTask HoldBackAsync(int place)
    {
        var (container, facts) = (_pod.Containers[place], _facts[place]);
        var free = PodLife.CrashFreeAt(facts, facts.End!);
        var delay = GoDuration.Format(free - facts.End!.FinishedAt);
        _facts[place] = facts with { Failure = new StartFailure("CrashLoopBackOff", $"back-off {delay} restarting failed container={container.Name} pod={_pod.FullName}", free) };
        await EventAsync("Warning", "BackOff", $"Back-off restarting failed container {container.Name} in pod {_pod.FullName}", container.FieldPath).ConfigureAwait(false);
    }

    private async ValueTask StopAsync(PodStep step)
    {
        var (container, run) = (_pod.Containers[step.Container], _facts[step.Container].Run!);
        var now = _kubelet.Now;
        var stop = new ContainerStop(now, step.Grace, now.AddSeconds(Math.Max(step.Grace, ContainerStop.MinimumGrace))) { ForProbe = step.Message.Length > 0 };
        var hook = step.Grace > 0 ? container.Spec.Map("lifecycle")?.Map("preStop") : null;
        SetRun(step.Container, run with { Stop = stop with { HookRuns = hook is not null } });
        await EventAsync("Normal", "Killing", step.Message.Length > 0 ? step.Message : $"Stopping container {container.Name}", container.FieldPath).ConfigureAwait(false);
        if (hook is not null)
        {
            CallHook(step.Container, run.Id, hook, "preStop");
        }
    }

    private void Signal(int place)
    {
        var run = _facts[place].Run!;
        var least = _kubelet.Now.AddSeconds(ContainerStop.MinimumGrace);
        SetRun(place, run with { Stop = run.Stop! with { Signalled = true, KillAt = run.Stop.KillAt > least ? run.Stop.KillAt : least } });
        if (_sandbox?.Stop(_pod.Containers[place].Name, kill: false) != true)
        {
            NoteEnd(place, 0, "Completed");
        }
    }

    private void Kill(int place)
    {
        NoteEnd(place, 137, "Error");
        _sandbox?.Stop(_pod.Containers[place].Name, kill: true);
    }

    private async ValueTask ExceedDeadlineAsync()
    {
        const string message = "Pod was active on the node longer than the specified deadline";
        Terminate(new PodTermination("DeadlineExceeded", message, null));
        await EventAsync("Normal", "DeadlineExceeded", message, "").ConfigureAwait(false);
    }

    // kubelet_pods.go: containers are removed, so the next run's history is written here.
    private void RestartAll()
    {
        for (var i = 0; i < _pod.Containers.Length; i++)
        {
            if (_facts[i].Run is not { } run || _pod.Containers[i].Role == ContainerRole.Ephemeral)
            {
                continue;
            }

            _sandbox?.Stop(_pod.Containers[i].Name, kill: true);
            _sandbox?.End(_pod.Containers[i].Name);
            var end = run.End ?? new ContainerEnd(137, "RestartingAllContainers", run.StartedAt, _kubelet.Now, run.Id)
            {
                Message = "The container is removed because RestartAllContainers in place",
            };
            _facts[i] = new ContainerFacts { Before = end, Restarts = _facts[i].Restarts + 1 };
        }
    }

    /// <summary>Notes how a container ended, now or at a time; once for each run.</summary>
    private void NoteEnd(int place, int code, string reason, string? message = null, DateTimeOffset? at = null)
    {
        if (_facts[place].Run is not { IsRunning: true } run)
        {
            return;
        }

        var container = _pod.Containers[place];
        var end = new ContainerEnd(code, reason, reason == "StartError" ? DateTimeOffset.UnixEpoch : run.StartedAt, at ?? _kubelet.Now, run.Id)
        {
            Message = message ?? LastWords(container, code),
        };
        SetRun(place, run with { End = end, HookRuns = false });
        _sandbox?.End(container.Name);
    }

    // kuberuntime_container.go (getTerminationMessage): the file, or where that is asked for the end of the log; both bounded.
    private string LastWords(PodContainer container, int code)
    {
        const int mostOfFile = 4096;
        const int mostOfLog = 2048;
        if (_sandbox is null)
        {
            return "";
        }

        var (file, logEnd) = _sandbox.LastWords(container.Name, container.Spec.String("terminationMessagePath") ?? "/dev/termination-log");
        if (file.Length == 0 && code != 0 && container.Spec.String("terminationMessagePolicy") == "FallbackToLogsOnError")
        {
            var log = logEnd();
            return log.Length > mostOfLog ? log[^mostOfLog..] : log;
        }

        return file.Length > mostOfFile ? file[..mostOfFile] : file;
    }

    private void SetRun(int place, ContainerRun run) => _facts[place] = _facts[place] with { Run = run };

    private PodScope Scope() => PodScope.Of(_pod, _kubelet.Containers.Services, _facts.Addresses, _kubelet.HostAddresses);
}
