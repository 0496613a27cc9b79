using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Events end an hour after they were last written (kube-apiserver's <c>--event-ttl</c>, there a lease of etcd). When that was is
/// read from the Event, so a forked or restored cluster goes on.
/// </summary>
internal sealed class EventExpiryController : Controller
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public override string Name => "event-ttl-controller";

    public override string ServiceAccount => Name;

    public override string FieldManager => "kube-apiserver";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "events", change => change.Type == ChangeType.Added)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Events.At(key.Namespace, key.Name)) is not { } stored)
        {
            return ReconcileResult.Done;
        }

        var left = Written(stored, context.Now) + Lifetime - context.Now;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        await context.Client.DeleteAsync(ClusterResources.Events, key.Namespace, key.Name).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    // The latest of the times an Event carries, but none that is still to come: its writer's clock may be wrong.
    private static DateTimeOffset Written(KubeObject stored, DateTimeOffset now)
    {
        string?[] texts =
        [
            stored.Metadata.CreationTimestamp,
            stored.Root.String("lastTimestamp"),
            stored.Root.String("eventTime"),
            stored.Root.StringAt("series", "lastObservedTime"),
        ];
        return texts.Select(KubeTime.Parse).Where(t => t <= now).Max() ?? now;
    }
}
