using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Starts Jobs at their times; <c>pkg/controller/cronjob/cronjob_controllerv2.go</c>.</summary>
internal sealed class CronJobController : Controller
{
    // A changed schedule counts from its next time on, as upstream's handler of updates sees to.
    private readonly Dictionary<string, (string Schedule, string? Zone)> _schedules = new(StringComparer.Ordinal);
    private readonly Dictionary<ReconcileKey, string> _uids = [];

    /// <inheritdoc/>
    public override string Name => "cronjob-controller";

    /// <inheritdoc/>
    public override string ServiceAccount => "cronjob-controller";

    /// <inheritdoc/>
    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.On("batch", "cronjobs"),
        Trigger.OnOwned("batch", "jobs", WorkloadKinds.CronJob.ApiVersion, WorkloadKinds.CronJob.Kind),
    ];

    /// <inheritdoc/>
    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var stored = context.Snapshot.Get(new ObjectKey(WorkloadResources.CronJobs, key.Namespace, key.Name));
        if (_uids.Remove(key, out var known) && known != stored?.Metadata.Uid)
        {
            _schedules.Remove(known);
        }

        if (stored is null)
        {
            return ReconcileResult.Done;
        }

        _uids[key] = stored.Metadata.Uid;
        var now = (stored.Spec.StringOrEmpty("schedule"), stored.Spec.String("timeZone"));
        var changed = _schedules.TryGetValue(stored.Metadata.Uid, out var before) && before != now;
        _schedules[stored.Metadata.Uid] = now;
        var sync = new CronJobSync(context, stored);
        return changed && sync.NextTime() is { } wait ? ReconcileResult.After(wait) : await sync.RunAsync().ConfigureAwait(false);
    }
}
