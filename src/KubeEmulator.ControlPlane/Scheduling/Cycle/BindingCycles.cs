using KubeEmulator.Runtime;

namespace KubeEmulator.Scheduling;

/// <summary>
/// Brings pods with a chosen node to be bound: Permit, PreBind, Bind; kube-scheduler's <c>schedule_one.go</c>, bindingCycle. Where a
/// plugin waits, the pod is put aside and looked at again when volumes, claims and the like change, or ten seconds are over. Used on the executor.
/// </summary>
internal sealed class BindingCycles(ControlPlaneRuntime runtime, ClusterView view, Func<PendingBinding, PluginStatus, ValueTask> failed, Func<PendingBinding, ValueTask> bound)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, PendingBinding> _waiting = new(StringComparer.Ordinal);

    public SchedulerActions? Actions { get; set; }

    /// <summary>The pods put aside.</summary>
    public IReadOnlyCollection<PendingBinding> Waiting => _waiting.Values;

    public PendingBinding? Find(string uid) => _waiting.GetValueOrDefault(uid);

    /// <summary>Reserves and permits, and goes on as far as it gets.</summary>
    public async ValueTask BeginAsync(PendingBinding pending)
    {
        view.Place(pending.Queued.Pod, pending.Node, assumed: true);
        foreach (var plugin in pending.Runner.Reserves)
        {
            var status = plugin.Reserve(pending.Cycle, pending.Node);
            if (!status.IsSuccess)
            {
                await FailAsync(pending, status.By(plugin.Name)).ConfigureAwait(false);
                return;
            }
        }

        foreach (var plugin in pending.Runner.Permits)
        {
            var status = plugin.Permit(pending.Cycle, pending.Node);
            if (status.Code == PluginCode.Wait)
            {
                pending.WaitingFor[plugin.Name] = runtime.Services.Clock.GetUtcNow() + status.Timeout;
            }
            else if (!status.IsSuccess)
            {
                await FailAsync(pending, status.By(plugin.Name)).ConfigureAwait(false);
                return;
            }
        }

        await ContinueAsync(pending).ConfigureAwait(false);
    }

    /// <summary>Goes on with a pod as far as it gets.</summary>
    public async ValueTask ContinueAsync(PendingBinding pending)
    {
        pending.Timer?.Dispose();
        _waiting.Remove(pending.Queued.Pod.Uid);
        var now = runtime.Services.Clock.GetUtcNow();
        if (pending.Rejected is null && pending.WaitingFor.FirstOrDefault(w => w.Value <= now) is { Key: { } late })
        {
            pending.Rejected = PluginStatus.Unschedulable($"timed out waiting on permit for pod \"{pending.Queued.Pod.FullName}\"").By(late);
        }

        if (pending.Rejected is { } rejected)
        {
            await FailAsync(pending, rejected).ConfigureAwait(false);
            return;
        }

        await NominateAsync(pending).ConfigureAwait(false);
        if (pending.WaitingFor.Count > 0)
        {
            SetAside(pending, pending.WaitingFor.Values.Min());
            return;
        }

        var status = await PreBindAsync(pending).ConfigureAwait(false);
        if (status.Code == PluginCode.Wait)
        {
            SetAside(pending, now + LookAgain);
            return;
        }

        status = status.IsSuccess ? await BindAsync(pending).ConfigureAwait(false) : status;
        if (status.IsSuccess)
        {
            await bound(pending).ConfigureAwait(false);
        }
        else
        {
            await FailAsync(pending, status).ConfigureAwait(false);
        }
    }

    /// <summary>Stops a waiting pod; false where it does not wait.</summary>
    public bool Reject(string uid, PluginStatus why)
    {
        if (!_waiting.TryGetValue(uid, out var pending) || pending.Rejected is not null)
        {
            return false;
        }

        pending.Rejected = why;
        runtime.Executor.Post(() => ContinueAsync(pending));
        return true;
    }

    /// <summary>A plugin permits a waiting pod.</summary>
    public void Allow(string uid, string plugin)
    {
        if (_waiting.TryGetValue(uid, out var pending) && pending.WaitingFor.Remove(plugin) && pending.WaitingFor.Count == 0)
        {
            runtime.Executor.Post(() => ContinueAsync(pending));
        }
    }

    /// <summary>Looks again at the pods whose PreBind waits.</summary>
    public void LookAgainAtAll()
    {
        foreach (var pending in _waiting.Values.Where(p => p.WaitingFor.Count == 0))
        {
            pending.Timer?.Dispose();
            pending.Timer = runtime.Executor.PostAt(runtime.Services.Clock.GetUtcNow(), () => ResumeAsync(pending));
        }
    }

    /// <summary>Forgets all, when the scheduler begins anew.</summary>
    public void Clear()
    {
        foreach (var pending in _waiting.Values)
        {
            pending.Timer?.Dispose();
            Unreserve(pending);
        }

        _waiting.Clear();
    }

    private void SetAside(PendingBinding pending, DateTimeOffset until)
    {
        _waiting[pending.Queued.Pod.Uid] = pending;
        pending.Timer = runtime.Executor.PostAt(until, () => ResumeAsync(pending));
    }

    private ValueTask ResumeAsync(PendingBinding pending) =>
        ReferenceEquals(Find(pending.Queued.Pod.Uid), pending) ? ContinueAsync(pending) : ValueTask.CompletedTask;

    // Who looks at the cluster sees where the pod is going while that takes time.
    private async ValueTask NominateAsync(PendingBinding pending)
    {
        if (!pending.Nominated && (pending.WaitingFor.Count > 0 || pending.Runner.PreBinds.Any(p => p.NeedsPreBind(pending.Cycle, pending.Node))))
        {
            pending.Nominated = true;
            await Actions!.PatchStatusAsync(pending.Queued.Pod, null, pending.Node).ConfigureAwait(false);
        }
    }

    private static async ValueTask<PluginStatus> PreBindAsync(PendingBinding pending)
    {
        while (pending.PreBound < pending.Runner.PreBinds.Length)
        {
            var plugin = pending.Runner.PreBinds[pending.PreBound];
            if (plugin.NeedsPreBind(pending.Cycle, pending.Node))
            {
                var status = await plugin.PreBindAsync(pending.Cycle, pending.Node).ConfigureAwait(false);
                if (!status.IsSuccess && !status.IsSkip)
                {
                    // Nothing that goes wrong from here on makes the pod unschedulable: it is an error and tried again.
                    return status.Code == PluginCode.Wait ? status : PluginStatus.Error($"running PreBind plugin \"{plugin.Name}\": {status.Message}");
                }
            }

            pending.PreBound++;
        }

        return PluginStatus.Success;
    }

    private static async ValueTask<PluginStatus> BindAsync(PendingBinding pending)
    {
        foreach (var plugin in pending.Runner.Binds)
        {
            var status = await plugin.BindAsync(pending.Cycle, pending.Node).ConfigureAwait(false);
            if (!status.IsSkip)
            {
                return status.IsSuccess ? status : PluginStatus.Error($"running Bind plugin \"{plugin.Name}\": {status.Message}");
            }
        }

        return PluginStatus.Error($"no Bind plugin of profile \"{pending.Runner.Profile.SchedulerName}\" bound the pod");
    }

    private async ValueTask FailAsync(PendingBinding pending, PluginStatus status)
    {
        Unreserve(pending);
        if (view.IsAssumed(pending.Queued.Pod.Uid))
        {
            view.Displace(pending.Queued.Pod.Uid);
        }

        await failed(pending, status).ConfigureAwait(false);
    }

    private static void Unreserve(PendingBinding pending)
    {
        foreach (var plugin in pending.Runner.Reserves.Reverse())
        {
            plugin.Unreserve(pending.Cycle, pending.Node);
        }
    }
}
