using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Plays the cloud's load balancers: every Service of that type gets an address of a range at once.
/// The shape of status and Events is that of <c>k8s.io/cloud-provider/controllers/service</c>.
/// </summary>
internal sealed class LoadBalancerController(string range) : Controller
{
    private readonly CidrValue _range = CidrValue.Parse(range) ?? throw new ArgumentException($"\"{range}\" is no range of addresses.", nameof(range));

    public override string Name => "service-lb-controller";

    public override string ServiceAccount => "service-controller";

    public override string FieldManager => "cloud-controller-manager";

    public override string EventSource => "service-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("", "services", change => change.Type != ChangeType.Deleted)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Services.At(key.Namespace, key.Name)) is not { } service)
        {
            return ReconcileResult.Done;
        }

        var has = Addresses(service).Any();
        var wants = service.Spec.String("type") == "LoadBalancer" && service.Spec.String("loadBalancerClass") is null && !service.Metadata.IsDeleting;
        if (wants && !has && Choose(context.Snapshot, service) is { } address)
        {
            await context.Events.NormalAsync(service, "EnsuringLoadBalancer", "Ensuring load balancer").ConfigureAwait(false);
            var ingress = ListValue.Of(MapValue.Of(("ip", address), ("ipMode", "VIP")));
            await context.Client.UpdateStatusAsync(service, service.Status.With("loadBalancer", MapValue.Of(("ingress", ingress)))).ConfigureAwait(false);
            await context.Events.NormalAsync(service, "EnsuredLoadBalancer", "Ensured load balancer").ConfigureAwait(false);
        }
        else if (has && service.Spec.String("type") != "LoadBalancer")
        {
            await context.Client.UpdateStatusAsync(service, service.Status.With("loadBalancer", MapValue.Empty)).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    // The one asked for, or the lowest that nobody has; the first is the Ingresses'.
    private string? Choose(Snapshot snapshot, KubeObject service)
    {
        if (service.Spec.String("loadBalancerIP") is { Length: > 0 } wanted)
        {
            return wanted;
        }

        var taken = snapshot.List(ClusterResources.Services).SelectMany(Addresses).ToHashSet(StringComparer.Ordinal);
        for (var number = _range.Network.Number + 2; number < _range.Last.Number; number++)
        {
            var address = IpValue.Of(number, _range.Network.IsIPv4).ToString();
            if (!taken.Contains(address))
            {
                return address;
            }
        }

        return null;
    }

    private static IEnumerable<string> Addresses(KubeObject service) =>
        (service.Status.Map("loadBalancer") ?? MapValue.Empty).Maps("ingress").Select(i => i.StringOrEmpty("ip"));
}
