using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Events end an hour after they were last written (kube-apiserver's <c>--event-ttl</c>), or up to a minute later: as there, where they
/// hang on leases of etcd, those of one minute end together (<c>etcd3/lease_manager.go</c>). So a cluster keeps a timer for a minute and not
/// for each of half a million Events. When an Event was written is read from it, so a forked or restored cluster goes on.
/// </summary>
internal sealed class EventExpiryController : Controller
{
    private const int MinuteLength = 16;

    // How many go in one turn, so that others have theirs.
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    public override string Name => "event-ttl-controller";

    public override string ServiceAccount => Name;

    public override string FieldManager => "kube-apiserver";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.Mapped("", "events", (_, change) => change.Type == ChangeType.Added ? MinuteOf(change.Object) : [])];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (KubeTime.Parse($"{key.Name}:00Z") is not { } minute)
        {
            return ReconcileResult.Done;
        }

        if (minute + Together + Lifetime - context.Now is { Ticks: > 0 } wait)
        {
            return ReconcileResult.After(wait);
        }

        var (ended, next) = Look(context, key.Name);
        foreach (var (@namespace, name) in ended)
        {
            await context.Client.DeleteAsync(ClusterResources.Events, @namespace, name).ConfigureAwait(false);
        }

        return ended.Count == MostAtOnce ? ReconcileResult.After(TimeSpan.Zero)
            : next is { } left ? ReconcileResult.After(left > Together ? left : Together)
            : ReconcileResult.Done;
    }

    // The key is the minute in which an Event was created: 2026-01-02T03:04.
    private static IEnumerable<ReconcileKey> MinuteOf(KubeObject stored) =>
        stored.Metadata.CreationTimestamp is { Length: > MinuteLength } created ? [new ReconcileKey("", created[..MinuteLength])] : [];

    private static (List<ReconcileKey> Ended, TimeSpan? Next) Look(ReconcileContext context, string minute)
    {
        List<ReconcileKey> ended = [];
        TimeSpan? next = null;
        foreach (var stored in context.Snapshot.List(ClusterResources.Events))
        {
            if (stored.Metadata.CreationTimestamp?.StartsWith(minute, StringComparison.Ordinal) != true)
            {
                continue;
            }

            var left = Written(stored, context.Now) + Lifetime - context.Now;
            if (left > TimeSpan.Zero)
            {
                next = next is { } known && known < left ? known : left;
            }
            else
            {
                ended.Add(ReconcileKey.Of(stored));
                if (ended.Count == MostAtOnce)
                {
                    break;
                }
            }
        }

        return (ended, next);
    }

    // The latest of the times an Event carries, but none that is still to come: its writer's clock may be wrong.
    private static DateTimeOffset Written(KubeObject stored, DateTimeOffset now)
    {
        DateTimeOffset? latest = null;
        Look(stored.Metadata.CreationTimestamp);
        Look(stored.Root.String("lastTimestamp"));
        Look(stored.Root.String("eventTime"));
        Look(stored.Root.Map("series")?.String("lastObservedTime"));
        return latest ?? now;

        void Look(string? text)
        {
            if (KubeTime.Parse(text) is { } time && time <= now && !(time < latest))
            {
                latest = time;
            }
        }
    }
}
