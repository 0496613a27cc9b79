using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>
/// One pod on one node: does what <see cref="PodLife"/> says and writes the status that follows, in one write where one is enough.
/// Used on the cluster's executor.
/// </summary>
internal sealed partial class PodAgent : IDisposable
{
    // A plan that never comes to its end is a fault of the rules; better a pod that waits than a cluster that hangs.
    private const int MostTurns = 1000;

    private static readonly GroupResource Pods = new("", "pods");

    private readonly Kubelet _kubelet;
    private readonly PodFacts _facts;
    private PodShape _pod;
    private PodSandbox? _sandbox;
    private IDisposable? _timer;
    private DateTimeOffset? _timerDue;
    private bool _admitted;
    private bool _gone;

    // What the status was last worked out from.
    private (KubeObject? Pod, IReadOnlyList<string>? HostAddresses, PodFacts? Facts) _shown;

    public PodAgent(Kubelet kubelet, KubeObject pod)
    {
        _kubelet = kubelet;
        _pod = new PodShape(pod);
        _facts = FactsReader.Read(_pod, kubelet.Now);
        _admitted = pod.Status.String("startTime") is not null || _facts.Finished;
        if (_admitted && !_facts.Finished)
        {
            kubelet.Reserve(_pod.View);
        }

        if (_facts.HasSandbox && !_facts.Finished)
        {
            if (kubelet.State == NodeState.Stopped)
            {
                PowerLost();
            }
            else
            {
                Resume();
            }
        }
    }

    public KubeObject Object => _pod.Object;

    public PodShape Shape => _pod;

    /// <summary>The running side; null before the pod has one.</summary>
    public PodSandbox? Sandbox => _sandbox;

    /// <summary>Whether the pod waits in the kubelets' queue.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether it takes none of the node's resources any more.</summary>
    public bool IsOver => _gone || _facts.Finished;

    /// <summary>Whether something that the pod refers to is missing, so that changes of ConfigMaps and Secrets matter to it.</summary>
    public bool WaitsForConfig => _facts.Blocked is not null || Enumerable.Range(0, _pod.Containers.Length).Any(i => _facts[i].Failure is { RetryAt: null });

    /// <summary>Whether the kubelet ends it, or somebody has deleted it.</summary>
    public bool IsTerminating => _facts.Termination is not null || _pod.IsDeleting;

    /// <summary>Takes a version of the object; false where it is not news.</summary>
    public bool Update(KubeObject pod)
    {
        if (pod.Metadata.Revision <= _pod.Object.Metadata.Revision)
        {
            return false;
        }

        var shape = new PodShape(pod);
        if (_admitted)
        {
            KeepAllocation(_pod, shape);
        }

        _pod = shape;
        _sandbox?.Update(_pod);
        return true;
    }

    /// <summary>Tries again what waited for something to change.</summary>
    public void ConfigChanged()
    {
        _facts.Blocked = null;
        for (var i = 0; i < _pod.Containers.Length; i++)
        {
            if (_facts[i].Failure is { RetryAt: null } failure)
            {
                _facts[i] = _facts[i] with { Failure = failure with { RetryAt = DateTimeOffset.MinValue } };
            }
        }

        _sandbox?.RefreshVolumes();
    }

    /// <summary>Ends the pod for a reason of the node's.</summary>
    public void Terminate(PodTermination why) => _facts.Termination ??= why;

    /// <summary>The object is gone: whatever still runs ends without a word.</summary>
    public void Dispose()
    {
        _gone = true;
        _timer?.Dispose();
        _kubelet.Addresses.Release(_facts.Addresses);
        _sandbox?.Dispose();
    }

    /// <summary>The node went off: no container runs any more, and when the node is back the pod gets a new sandbox.</summary>
    public void PowerLost()
    {
        _timer?.Dispose();
        (_timer, _timerDue) = (null, null);
        _sandbox?.Dispose();
        for (var i = 0; i < _pod.Containers.Length; i++)
        {
            // What containerd says of containers that were there before the machine went down.
            NoteEnd(i, 255, "Unknown", "", _kubelet.StoppedAt);
        }

        if (!_facts.Finished && _facts.HasSandbox)
        {
            _kubelet.Addresses.Release(_facts.Addresses);
            (_facts.HasSandbox, _facts.SandboxLost) = (false, true);
        }
    }

    public async ValueTask SyncAsync()
    {
        if (_gone || (!_admitted && !await AdmitAsync().ConfigureAwait(false)))
        {
            return;
        }

        await ResizeAsync().ConfigureAwait(false);
        var plan = PodLife.Next(_pod, _facts, _kubelet.Now);
        for (var turn = 0; plan.Steps.Count > 0 && turn < MostTurns && !_gone; turn++)
        {
            foreach (var step in plan.Steps)
            {
                await ApplyAsync(step).ConfigureAwait(false);
            }

            plan = PodLife.Next(_pod, _facts, _kubelet.Now);
        }

        await CompleteResizeAsync().ConfigureAwait(false);
        await WriteStatusAsync().ConfigureAwait(false);
        plan.Await(_facts.Resize.ActuateAt is { } due && due > _kubelet.Now ? due : null);
        Schedule(plan.Due);
        if (_facts.Finished)
        {
            await EndAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask WriteStatusAsync()
    {
        if (_gone || PodPhases.IsTerminal(_pod.View.Phase))
        {
            return;
        }

        if (IsShown())
        {
            return;
        }

        var status = PodStatuses.Generate(_pod, _facts, _kubelet.HostAddresses, _kubelet.Now);
        if (!ReferenceEquals(status, _pod.Object.Status))
        {
            Update(await _kubelet.Client.UpdateStatusAsync(_pod.Object, status).ConfigureAwait(false));
        }

        _shown = (_pod.Object, _kubelet.HostAddresses, _facts with { });
    }

    // Nothing is worked out anew where nothing changed, as after most probes; only a rule's "ready later" needs no change but time.
    private bool IsShown() =>
        ReferenceEquals(_shown.Pod, _pod.Object)
        && ReferenceEquals(_shown.HostAddresses, _kubelet.HostAddresses)
        && _facts == _shown.Facts
        && !Enumerable.Range(0, _pod.Containers.Length).Any(i => _facts[i].Run?.ReadyAt is not null);

    // The kubelet's last word: a pod that was deleted goes when its containers have ended (status_manager.go, canBeDeleted).
    private async ValueTask EndAsync()
    {
        _kubelet.Addresses.Release(_facts.Addresses);
        _kubelet.Released(this);
        if (_pod.IsDeleting && _pod.Object.Metadata.Root.Integer("deletionGracePeriodSeconds") != 0)
        {
            await _kubelet.Client.DeleteAsync(Pods, _pod.Object.Namespace, _pod.Object.Name, new Api.DeleteOptions { GracePeriodSeconds = 0, PreconditionUid = _pod.Object.Metadata.Uid }).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> AdmitAsync()
    {
        _facts.StartTime = _kubelet.Now;
        _admitted = true;
        if (_pod.IsDeleting || _kubelet.Admit(_pod.View) is not { } refusal)
        {
            return true;
        }

        _facts.Finished = true;
        await EventAsync("Warning", refusal.Reason, refusal.Message, "").ConfigureAwait(false);
        var status = _pod.Object.Status.With("phase", PodPhases.Failed).With("reason", refusal.Reason)
            .With("message", $"Pod was rejected: {refusal.Message}").With("qosClass", QosClass.Of(_pod.View))
            .With("startTime", KubeTime.Format(_facts.StartTime)).WithOptional("observedGeneration", _pod.Object.Metadata.Root["generation"]);
        Update(await _kubelet.Client.UpdateStatusAsync(_pod.Object, status).ConfigureAwait(false));
        _kubelet.Released(this);
        return false;
    }

    private void Schedule(DateTimeOffset? due)
    {
        if (due == _timerDue)
        {
            return;
        }

        _timer?.Dispose();
        (_timer, _timerDue) = (null, due);
        if (due is { } at && !_gone)
        {
            _timer = _kubelet.PostAt(at, () =>
            {
                (_timer, _timerDue) = (null, null);
                _kubelet.Enqueue(this);
            });
        }
    }

    private ValueTask EventAsync(string type, string reason, string message, string fieldPath) =>
        _kubelet.Events.RecordAsync(_pod.Object, type, reason, message, fieldPath, _kubelet.Name);
}
