using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Attaches the volumes of CSI drivers to the nodes whose pods use them, and detaches them when no pod there does. A key is a node;
/// what is attached is read from the VolumeAttachments. Upstream: <c>pkg/controller/volume/attachdetach</c> (reconciler and
/// statusupdater) and <c>pkg/volume/csi/csi_attacher.go</c>.
/// </summary>
internal sealed class AttachDetachController : Controller
{
    private const string Managed = "volumes.kubernetes.io/controller-managed-attach-detach";
    private const string OutOfService = "node.kubernetes.io/out-of-service";

    // After this long a volume leaves a node that is not ready, still mounted or not.
    private static readonly TimeSpan LongestUnmount = TimeSpan.FromMinutes(6);

    private readonly Dictionary<string, DateTimeOffset> _leaving = new(StringComparer.Ordinal);
    private readonly HashSet<ReconcileKey> _waiting = [];
    private readonly AttachEvents _events = new();

    public AttachDetachController() => Triggers =
    [
        Trigger.Mapped("", "pods", (_, change) => AfterPod(change)),
        Trigger.Mapped("storage.k8s.io", "volumeattachments", (_, change) => AfterAttachment(change)),
        Trigger.On("", "nodes", Matters),
    ];

    public override string Name => "persistentvolume-attach-detach-controller";

    public override string ServiceAccount => "attachdetach-controller";

    public override IEnumerable<Trigger> Triggers { get; }

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var node = context.Snapshot.Get(ClusterResources.Nodes.At(key.Name));
        if (node is not null && node.Metadata.Annotations.String(Managed) is null)
        {
            return ReconcileResult.Done;
        }

        _waiting.Remove(key);
        var desired = NodeVolumes.Desired(context.Snapshot, key.Name);
        var attachments = NodeVolumes.Attached(context.Snapshot, key.Name);
        var again = await DetachAsync(context, node, key.Name, attachments, desired.Volumes).ConfigureAwait(false);
        if (node is not null)
        {
            await AttachAsync(context, key, desired.Volumes).ConfigureAwait(false);
            await ReportAsync(context, node, attachments, desired.Volumes).ConfigureAwait(false);
        }

        // A claim may be bound later than its pod was placed.
        var poll = desired.HasUnbound ? TimeSpan.FromMinutes(1) : (TimeSpan?)null;
        return (again ?? poll) is { } time ? ReconcileResult.After(time) : ReconcileResult.Done;
    }

    // Answers when to look again, where something has to wait.
    private async ValueTask<TimeSpan?> DetachAsync(
        ReconcileContext context, KubeObject? node, string name, IReadOnlyList<NodeVolume> attachments, IReadOnlyDictionary<string, VolumeUse> desired)
    {
        TimeSpan? again = null;
        foreach (var attached in attachments)
        {
            var attachment = attached.Attachment;
            if (attachment.Metadata.IsDeleting || desired.ContainsKey(attachment.Name))
            {
                _leaving.Remove(attachment.Name);
                continue;
            }

            var since = _leaving.TryGetValue(attachment.Name, out var asked) ? asked : _leaving[attachment.Name] = context.Now;
            if (node is not null && attached.Volume is { } volume && IsMounted(node, volume) && !IsOutOfService(node) && (IsReady(node) || context.Now - since < LongestUnmount))
            {
                again = IsReady(node) ? again : LongestUnmount - (context.Now - since);
                continue;
            }

            _leaving.Remove(attachment.Name);
            if (node is not null && attached.Volume is { } gone)
            {
                await WriteAsync(context, name, gone.UniqueName).ConfigureAwait(false);
            }

            await context.Client.DeleteAsync(ClusterResources.VolumeAttachments, "", attachment.Name).ConfigureAwait(false);
        }

        return again;
    }

    private async ValueTask AttachAsync(ReconcileContext context, ReconcileKey key, IReadOnlyDictionary<string, VolumeUse> desired)
    {
        foreach (var (name, use) in desired)
        {
            if (context.Snapshot.Get(ClusterResources.VolumeAttachments.At(name)) is not null)
            {
                continue;
            }

            if (!use.Volume.IsShared && NodeVolumes.OtherNodes(context.Snapshot, use.Volume, key.Name) is { Count: > 0 } others)
            {
                _waiting.Add(key);
                await _events.RefuseAsync(context, name, use, others).ConfigureAwait(false);
                continue;
            }

            await context.Client.CreateAsync(MapValue.Of(
                ("kind", "VolumeAttachment"),
                ("apiVersion", "storage.k8s.io/v1"),
                ("metadata", MapValue.Of(("name", name))),
                ("spec", MapValue.Of(
                    ("attacher", use.Volume.Driver),
                    ("source", MapValue.Of(("persistentVolumeName", use.Volume.Name))),
                    ("nodeName", key.Name))))).ConfigureAwait(false);
        }
    }

    // Says in the node's status what may be mounted there, and to the pods that it may.
    private async ValueTask ReportAsync(ReconcileContext context, KubeObject node, IReadOnlyList<NodeVolume> attachments, IReadOnlyDictionary<string, VolumeUse> desired)
    {
        var reported = node.Status.Maps("volumesAttached").Select(v => v.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        var added = false;
        foreach (var attached in attachments)
        {
            if (!desired.TryGetValue(attached.Attachment.Name, out var use) || attached.Volume is null)
            {
                continue;
            }

            if (attached.Attachment.Status.Map("attachError")?.String("message") is { } error)
            {
                await _events.FailAsync(context, attached.Attachment.Name, use, error).ConfigureAwait(false);
            }
            else if (attached.Attachment.Status.Bool("attached") == true && reported.Add(attached.Volume.UniqueName))
            {
                added = true;
                await _events.SucceedAsync(context, attached.Attachment.Name, use).ConfigureAwait(false);
            }
        }

        if (added)
        {
            await WriteAsync(context, node.Name, "").ConfigureAwait(false);
        }
    }

    private static async ValueTask WriteAsync(ReconcileContext context, string node, string without)
    {
        var snapshot = context.Refresh();
        if (snapshot.Get(ClusterResources.Nodes.At(node)) is not { } stored)
        {
            return;
        }

        var volumes = NodeVolumes.Attached(snapshot, node)
            .Where(a => a.Volume is not null && a.Volume.UniqueName != without && a.Attachment.Status.Bool("attached") == true && !a.Attachment.Metadata.IsDeleting)
            .Select(a => (Value)MapValue.Of(("name", a.Volume!.UniqueName), ("devicePath", "")))
            .ToArray();
        var wanted = volumes.Length > 0 ? ListValue.Of(volumes) : (Value)Value.Null;
        if (!Equals(stored.Status["volumesAttached"] ?? Value.Null, wanted))
        {
            await context.Client.PatchAsync(ClusterResources.Nodes, "", node, "status", PatchType.StrategicMerge, MapValue.Of(("status", MapValue.Of(("volumesAttached", wanted))))).ConfigureAwait(false);
        }
    }

    private static bool IsMounted(KubeObject node, AttachableVolume volume) => node.Status.Strings("volumesInUse").Contains(volume.UniqueName);

    private static bool IsReady(KubeObject node) => NodeTaints.ReadyStatus(node) == "True";

    private static bool IsOutOfService(KubeObject node) => new NodeView(node).Taints.Any(t => t.Key == OutOfService);

    private static IEnumerable<ReconcileKey> AfterPod(Change change)
    {
        var pod = new PodView(change.Object);
        var before = change.Previous is { } previous ? new PodView(previous) : (PodView?)null;
        if (pod.NodeName.Length == 0 || !ClaimRules.Claims(pod).Any())
        {
            return [];
        }

        return change.Type != ChangeType.Modified || before is not { } was || was.NodeName != pod.NodeName || AttachableVolume.IsNeededBy(was) != AttachableVolume.IsNeededBy(pod)
            ? [new ReconcileKey("", pod.NodeName)]
            : [];
    }

    // Where a volume leaves one node, others may wait for it.
    private IEnumerable<ReconcileKey> AfterAttachment(Change change)
    {
        var own = new ReconcileKey("", change.Object.Spec.StringOrEmpty("nodeName"));
        return change.Type == ChangeType.Deleted ? _waiting.OrderBy(k => k.Name, StringComparer.Ordinal).Append(own).ToArray() : [own];
    }

    private static bool Matters(Change change) => change.Type != ChangeType.Modified
        || change.Previous is not { } before
        || !Equals(before.Status["volumesInUse"], change.Object.Status["volumesInUse"])
        || !Equals(before.Status["volumesAttached"], change.Object.Status["volumesAttached"])
        || !Equals(before.Spec["taints"], change.Object.Spec["taints"]);
}
