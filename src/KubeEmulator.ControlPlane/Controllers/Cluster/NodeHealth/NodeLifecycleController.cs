using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Notices nodes that fall silent, says so in their conditions and on their pods, and keeps the taints that conditions call for.
/// Upstream: <c>pkg/controller/nodelifecycle</c>; its limiter (one node tainted every ten seconds) is left out, nodes are tainted at once.
/// </summary>
internal sealed class NodeLifecycleController(TimeSpan gracePeriod) : Controller
{
    private static readonly (string Primary, string Secondary)[] MirroredLabels =
        [(WellKnownLabels.Os, "beta.kubernetes.io/os"), (WellKnownLabels.Arch, "beta.kubernetes.io/arch")];

    private readonly Dictionary<string, Known> _known = [];
    private readonly SortedSet<string> _notReady = new(StringComparer.Ordinal);
    private bool _allDown;

    public override string Name => "node-lifecycle-controller";

    public override string ServiceAccount => "node-controller";

    public override IEnumerable<Trigger> Triggers =>
    [
        Trigger.Mapped("", "nodes", (_, change) => AfterNode(change)),
        Trigger.Mapped("coordination.k8s.io", "leases", (_, change) => change.Key.Namespace == "kube-node-lease" && change.Type != ChangeType.Deleted ? [new ReconcileKey("", change.Key.Name)] : []),
        Trigger.Mapped("", "pods", AfterPod),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Nodes.At(key.Name)) is not { } node)
        {
            _notReady.Remove(key.Name);
            if (_known.Remove(key.Name, out var gone))
            {
                await context.Events.NormalAsync(gone.Node, "RemovingNode", $"Node {key.Name} event: Removing Node {key.Name} from Controller").ConfigureAwait(false);
            }

            return ReconcileResult.Done;
        }

        var known = await HearAsync(context, node).ConfigureAwait(false);
        var wait = known.Heard + (NodeTaints.ReadyStatus(node) is null ? NodeSilence.StartupGrace : gracePeriod) - context.Now;
        if (wait < TimeSpan.Zero)
        {
            node = await SilenceAsync(context, node).ConfigureAwait(false);
        }

        await KeepTaintsAndLabelsAsync(context, node).ConfigureAwait(false);
        if (NodeTaints.ReadyStatus(node) is not (null or "True"))
        {
            await MarkPodsAsync(context, node).ConfigureAwait(false);
        }

        // A kubelet of this cluster that lives is not waited for: when it stops, it writes its Lease, and that is a change.
        return wait < TimeSpan.Zero || context.Services.Heartbeats?.LastRenewal(key.Name) is not null ? ReconcileResult.Done : ReconcileResult.After(wait + TimeSpan.FromMilliseconds(1));
    }

    // A node is heard of by its status and by its lease; what counts is when that arrives here, not what their clocks say.
    private async ValueTask<Known> HearAsync(ReconcileContext context, KubeObject node)
    {
        var written = context.Snapshot.Get(ClusterResources.Leases.At(NodeLeases.Namespace, node.Name));
        var lease = NodeLeases.RenewTime(context.Services, node.Name, written) is { } renewed ? KubeTime.FormatMicro(renewed) : null;
        var heartbeat = Conditions.Find(node.Status, "Ready")?.String("lastHeartbeatTime");
        if (!_known.TryGetValue(node.Name, out var known) || known.Node.Metadata.Uid != node.Metadata.Uid)
        {
            if (IsNew(context, node))
            {
                await context.Events.NormalAsync(Bare(node), "RegisteredNode", $"Node {node.Name} event: Registered Node {node.Name} in Controller").ConfigureAwait(false);
            }

            var born = heartbeat is null && KubeTime.Parse(node.Metadata.CreationTimestamp) is { } time ? time : context.Now;
            return _known[node.Name] = new Known(Bare(node), heartbeat, lease, born);
        }

        var allDown = NodeTaints.ReadyStatus(node) != "True" && NodeSilence.AllDown(context.Snapshot.List(ClusterResources.Nodes));
        if (_allDown && !allDown)
        {
            // The trouble was not the nodes': each gets its full time again.
            foreach (var (name, other) in _known.ToArray())
            {
                _known[name] = other with { Heard = context.Now };
            }
        }

        _allDown = allDown;
        known = _known[node.Name];
        var news = heartbeat != known.Heartbeat || (lease is not null && (known.Lease is null || string.CompareOrdinal(known.Lease, lease) < 0));
        return _known[node.Name] = news ? known with { Heartbeat = heartbeat, Lease = lease, Heard = context.Now } : known;
    }

    private async ValueTask<KubeObject> SilenceAsync(ReconcileContext context, KubeObject node)
    {
        var wasReady = NodeTaints.ReadyStatus(node) == "True";
        node = await context.Client.UpdateStatusAsync(node, NodeSilence.Unknown(node, context.Now)).ConfigureAwait(false);
        context.Refresh();
        if (_known.TryGetValue(node.Name, out var known))
        {
            _known[node.Name] = known with { Heartbeat = Conditions.Find(node.Status, "Ready")?.String("lastHeartbeatTime") };
        }

        if (wasReady)
        {
            await context.Events.NormalAsync(Bare(node), "NodeNotReady", $"Node {node.Name} status is now: NodeNotReady").ConfigureAwait(false);
        }

        return node;
    }

    private static async ValueTask KeepTaintsAndLabelsAsync(ReconcileContext context, KubeObject node)
    {
        var taints = node.Spec.List("taints") ?? ListValue.Empty;
        var wanted = NodeTaints.Wanted(node, Evicts(context, node), context.Now);
        var labels = node.Metadata.Labels;
        foreach (var (primary, secondary) in MirroredLabels)
        {
            labels = labels[primary] is { } value && labels[secondary] != value ? labels.With(secondary, value) : labels;
        }

        var patch = new MapBuilder();
        patch["metadata"] = ReferenceEquals(labels, node.Metadata.Labels) ? null : MapValue.Of(("labels", labels));
        patch["spec"] = wanted == taints ? null : MapValue.Of(("taints", wanted.Count == 0 ? Value.Null : wanted));
        if (patch.Count > 0)
        {
            await context.Client.PatchAsync(ClusterResources.Nodes, "", node.Name, "", PatchType.Merge, patch.Build()).ConfigureAwait(false);
        }
    }

    private static bool? Evicts(ReconcileContext context, KubeObject node)
    {
        if (NodeTaints.ReadyStatus(node) is "True")
        {
            return false;
        }

        var nodes = context.Snapshot.List(ClusterResources.Nodes);
        return NodeSilence.AllDown(nodes) ? false : NodeTaints.ReadyStatus(node) is null || NodeSilence.ZoneDegraded(nodes, node) ? null : true;
    }

    private async ValueTask MarkPodsAsync(ReconcileContext context, KubeObject node)
    {
        // A kubelet that says itself that it is not ready still speaks for its pods.
        if (NodeTaints.ReadyStatus(node) != "Unknown")
        {
            return;
        }

        foreach (var pod in context.Snapshot.ByIndex(StoreIndex.PodsByNode, node.Name).ToArray())
        {
            if (Conditions.Find(pod.Status, "Ready") is { } ready && ready.String("status") == "True")
            {
                try
                {
                    await context.Client.UpdateStatusAsync(pod, Conditions.Set(pod.Status, ready.With("status", "False").Without("lastTransitionTime"), context.Now)).ConfigureAwait(false);
                }
                catch (ApiException refusal) when (Refusals.IsNotFound(refusal))
                {
                    continue;
                }

                await context.Events.WarningAsync(pod, "NodeNotReady", "Node is not ready").ConfigureAwait(false);
            }
        }
    }

    // A restored or forked cluster knows its nodes already: that is read from its state, for this controller's memory is fresh.
    private static bool IsNew(ReconcileContext context, KubeObject node) =>
        !(KubeTime.Parse(node.Metadata.CreationTimestamp) + NodeSilence.StartupGrace < context.Now)
        && !EventsOf(context.Snapshot, node)
            .Any(e => e.Root.String("reason") == "RegisteredNode" && e.Root.StringAt("involvedObject", "uid") == node.Metadata.Uid);

    // Events are named after what they are about, so those of one node stand together.
    private static IEnumerable<KubeObject> EventsOf(Snapshot snapshot, KubeObject node) =>
        snapshot.List(ClusterResources.Events, "default", $"default/{node.Name}.").TakeWhile(e => e.Name.StartsWith($"{node.Name}.", StringComparison.Ordinal));

    // Events name nodes without a resource version.
    private static KubeObject Bare(KubeObject node) =>
        new(MapValue.Of(("kind", "Node"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", node.Name), ("uid", node.Metadata.Uid)))));

    // Every change of a node comes by here, so those that are not ready are known without looking at all.
    private List<ReconcileKey> AfterNode(Change change)
    {
        var (name, ready) = (change.Key.Name, NodeTaints.ReadyStatus(change.Object));
        if (change.Type != ChangeType.Deleted && ready is not (null or "True"))
        {
            _notReady.Add(name);
        }
        else
        {
            _notReady.Remove(name);
        }

        // Whether pods have to leave a node depends on how the others stand.
        var affectsOthers = change.Type == ChangeType.Deleted || (change.Previous is { } before ? NodeTaints.ReadyStatus(before) : null) != ready;
        return affectsOthers ? [new ReconcileKey("", name), .. _notReady.Where(other => other != name).Select(other => new ReconcileKey("", other))] : [new ReconcileKey("", name)];
    }

    // A pod that comes to a node nobody hears of is not ready either.
    private static IEnumerable<ReconcileKey> AfterPod(TriggerContext context, Change change) =>
        change.Type != ChangeType.Deleted
        && new PodView(change.Object).NodeName is { Length: > 0 } name
        && (change.Previous is not { } before || new PodView(before).NodeName != name)
        && context.Snapshot.Get(ClusterResources.Nodes.At(name)) is { } node
        && NodeTaints.ReadyStatus(node) == "Unknown"
            ? [new ReconcileKey("", name)]
            : [];

    private sealed record Known(KubeObject Node, string? Heartbeat, string? Lease, DateTimeOffset Heard);
}
