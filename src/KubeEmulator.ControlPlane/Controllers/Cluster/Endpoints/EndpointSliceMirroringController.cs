using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Mirrors Endpoints of Services without a selector into EndpointSlices. Upstream: <c>pkg/controller/endpointslicemirroring</c>.</summary>
internal sealed class EndpointSliceMirroringController : Controller
{
    private const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderElection = "control-plane.alpha.kubernetes.io/leader";

    public override string Name => "endpointslice-mirroring-controller";

    public override string ServiceAccount => "endpointslicemirroring-controller";

    public override string EventSource => "endpoint-slice-mirroring-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "endpoints"),
        Trigger.On("", "services", change => change.Previous?.Spec["selector"] is null || change.Object.Spec["selector"] is null),
        Trigger.Mapped("discovery.k8s.io", "endpointslices", (_, change) => change.Type != ChangeType.Added && IsMirror(change.Previous ?? change.Object)
            ? [new ReconcileKey(change.Key.Namespace, (change.Previous ?? change.Object).Metadata.Labels.StringOrEmpty(EndpointSliceRules.ServiceName))]
            : []),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        KubeObject[] existing =
        [
            .. context.Snapshot.List(ClusterResources.EndpointSlices, key.Namespace)
                .Where(s => IsMirror(s) && s.Metadata.HasLabel(EndpointSliceRules.ServiceName, key.Name)),
        ];
        if (context.Snapshot.Get(ClusterResources.Endpoints.At(key.Namespace, key.Name)) is not { } endpoints
            || endpoints.Metadata.HasLabel(SkipMirror, "true")
            || endpoints.Metadata.Annotations.ContainsKey(LeaderElection)
            || context.Snapshot.Get(ClusterResources.Services.At(key.Namespace, key.Name)) is not { } service
            || service.Spec.Map("selector") is not null)
        {
            foreach (var slice in existing)
            {
                await context.Client.DeleteAsync(ClusterResources.EndpointSlices, slice.Namespace, slice.Name).ConfigureAwait(false);
            }

            return ReconcileResult.Done;
        }

        var plan = MirroredSlices.Plan(endpoints, existing, out var invalid, out var skipped);
        if (invalid > 0)
        {
            await context.Events.WarningAsync(endpoints, "InvalidIPAddress", $"Skipped {invalid} invalid IP addresses when mirroring to EndpointSlices").ConfigureAwait(false);
        }

        if (skipped > 0)
        {
            await context.Events.WarningAsync(
                endpoints,
                "TooManyAddressesToMirror",
                $"A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. {skipped + invalid} addresses were skipped").ConfigureAwait(false);
        }

        await SliceWriting.ApplyAsync(context, plan, !endpoints.Metadata.IsDeleting, null).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static bool IsMirror(KubeObject slice) => slice.Metadata.HasLabel(EndpointSliceRules.ManagedBy, MirroredSlices.Manager);
}
