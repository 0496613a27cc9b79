using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Keeps the EndpointSlices of Services with a selector. Upstream: <c>pkg/controller/endpointslice</c>.</summary>
internal sealed class EndpointSliceController : Controller
{
    private readonly EndpointTriggerTimes _times = new();

    public override string Name => "endpointslice-controller";

    public override string EventSource => "endpoint-slice-controller";

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        .. ServicePods.Triggers,
        Trigger.Mapped("discovery.k8s.io", "endpointslices", AfterSlice),
        Trigger.Mapped("", "nodes", AfterNode),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Services.At(key.Namespace, key.Name)) is not { } stored)
        {
            _times.Trim(uid => context.Snapshot.ByUid(uid) is not null);
            return ReconcileResult.Done;
        }

        var service = new ServiceView(stored);
        if (!ServicePods.HasSelector(service))
        {
            return ReconcileResult.Done;
        }

        PodView[] pods = [.. ServicePods.Of(context.Snapshot, service)];
        KubeObject[] existing =
        [
            .. context.Snapshot.ByIndex(StoreIndex.OwnerUid, stored.Metadata.Uid)
                .Where(s => s.Kind == "EndpointSlice" && s.Metadata.HasLabel(EndpointSliceRules.ManagedBy, EndpointSliceRules.Manager)),
        ];
        var time = _times.Next(stored, pods);
        await SliceWriting.ApplyAsync(context, EndpointSliceRules.Plan(context.Snapshot, service, pods, existing), !stored.Metadata.IsDeleting, time).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    // A slice that somebody else has touched is put right.
    private static IEnumerable<ReconcileKey> AfterSlice(TriggerContext context, Change change) =>
        change.Type != ChangeType.Added
        && (change.Object.Metadata.HasLabel(EndpointSliceRules.ManagedBy, EndpointSliceRules.Manager)
            || (change.Previous?.Metadata.HasLabel(EndpointSliceRules.ManagedBy, EndpointSliceRules.Manager) ?? false))
        && (change.Previous ?? change.Object).Metadata.Labels.String(EndpointSliceRules.ServiceName) is { Length: > 0 } service
            ? [new ReconcileKey(change.Key.Namespace, service)]
            : [];

    // A node that appears or changes its zone changes the endpoints on it.
    private static IEnumerable<ReconcileKey> AfterNode(TriggerContext context, Change change) =>
        change.Type == ChangeType.Modified && change.Previous!.Metadata.Labels[WellKnownLabels.Zone] == change.Object.Metadata.Labels[WellKnownLabels.Zone]
            ? []
            : context.Snapshot.ByIndex(StoreIndex.PodsByNode, change.Key.Name)
                .SelectMany(pod => context.Snapshot.List(ClusterResources.Services, pod.Namespace)
                    .Where(s => s.Spec.Map("selector") is { } selector && LabelSelector.FromLabels(selector).Matches(pod.Metadata.Labels)))
                .Select(ReconcileKey.Of);
}
