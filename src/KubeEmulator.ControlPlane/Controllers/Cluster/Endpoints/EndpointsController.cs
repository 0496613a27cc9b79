using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Keeps the Endpoints of Services with a selector. Upstream: <c>pkg/controller/endpoint/endpoints_controller.go</c>.</summary>
internal sealed class EndpointsController : Controller
{
    private const string ManagedBy = "endpoints.kubernetes.io/managed-by";
    private const string Manager = "endpoint-controller";
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";
    private const int MostAddresses = 1000;

    private readonly EndpointTriggerTimes _times = new();

    public override string Name => "endpoints-controller";

    public override string ServiceAccount => Manager;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        .. ServicePods.Triggers,
        Trigger.On("", "endpoints", change => change.Type == ChangeType.Deleted),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        var stored = context.Snapshot.Get(ClusterResources.Endpoints.At(key.Namespace, key.Name));
        if (context.Snapshot.Get(ClusterResources.Services.At(key.Namespace, key.Name)) is not { } found)
        {
            _times.Trim(uid => context.Snapshot.ByUid(uid) is not null);
            if (stored is not null)
            {
                await context.Client.DeleteAsync(ClusterResources.Endpoints, key.Namespace, key.Name).ConfigureAwait(false);
            }

            return ReconcileResult.Done;
        }

        var service = new ServiceView(found);
        if (!ServicePods.HasSelector(service))
        {
            return ReconcileResult.Done;
        }

        PodView[] pods = [.. ServicePods.Of(context.Snapshot, service)];
        var time = _times.Next(found, pods);
        var subsets = EndpointSubsets.Of(service, pods).Pack(MostAddresses, out var truncated);
        var before = stored ?? New(service);
        var wanted = Wanted(before, service, subsets, truncated);
        if (stored is null || wanted.Root != before.Root)
        {
            await WriteAsync(context, found, stored, wanted.WithMetadata("annotations", EndpointTriggerTimes.Annotate(wanted.Metadata.Root.Map("annotations"), time))).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask WriteAsync(ReconcileContext context, KubeObject service, KubeObject? stored, KubeObject wanted)
    {
        try
        {
            _ = stored is null
                ? await context.Client.CreateAsync(wanted.Root).ConfigureAwait(false)
                : await context.Client.UpdateAsync(wanted).ConfigureAwait(false);
        }
        catch (ApiException refusal) when (stored is null && Refusals.IsTerminating(refusal))
        {
        }
        catch (ApiException refusal)
        {
            var (reason, message) = stored is null
                ? ("FailedToCreateEndpoint", $"Failed to create endpoint for service {service.Namespace}/{service.Name}: {refusal.Message}")
                : ("FailedToUpdateEndpoint", $"Failed to update endpoint {service.Namespace}/{service.Name}: {refusal.Message}");
            await context.Events.WarningAsync(wanted, reason, message).ConfigureAwait(false);
            throw;
        }
    }

    private static KubeObject New(ServiceView service) => new(MapValue.Of(
        ("kind", "Endpoints"),
        ("apiVersion", "v1"),
        ("metadata", MapValue.Of(("name", service.Name), ("namespace", service.Namespace)))));

    private static KubeObject Wanted(KubeObject before, ServiceView service, ListValue subsets, bool truncated)
    {
        var labels = service.Object.Metadata.Labels.WithOptional(EndpointSliceRules.Headless, ServicePods.HasAddress(service) ? null : (Value)"").With(ManagedBy, Manager);
        var annotations = before.Metadata.Annotations.WithOptional(OverCapacity, truncated ? (Value)"truncated" : null);
        var wanted = before.Metadata.Labels == labels ? before : before.WithMetadata("labels", labels);
        wanted = wanted.Metadata.Annotations == annotations ? wanted : wanted.WithMetadata("annotations", annotations);

        // The same subsets in another order are left as they are.
        var same = new EndpointSubsets().AddAll(before.Root.Maps("subsets")).Pack(MostAddresses, out _) == subsets;
        return same ? wanted : wanted.With(wanted.Root.WithOptional("subsets", subsets.Count == 0 ? null : subsets));
    }
}
