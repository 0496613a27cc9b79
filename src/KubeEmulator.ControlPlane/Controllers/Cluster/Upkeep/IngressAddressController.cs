using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>Plays an ingress controller as far as its address goes: every Ingress shows the first address of the load balancers' range.</summary>
internal sealed class IngressAddressController(string range) : Controller
{
    private readonly string _address = CidrValue.Parse(range) is { } cidr
        ? IpValue.Of(cidr.Network.Number + 1, cidr.Network.IsIPv4).ToString()
        : throw new ArgumentException($"\"{range}\" is no range of addresses.", nameof(range));

    public override string Name => "ingress-address-controller";

    public override string ServiceAccount => "ingress-controller";

    public override string FieldManager => "ingress-controller";

    public override IEnumerable<Trigger> Triggers { get; } = [Trigger.On("networking.k8s.io", "ingresses", change => change.Type != ChangeType.Deleted)];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        // An address that somebody else has written is that one's business.
        if (context.Snapshot.Get(ClusterResources.Ingresses.At(key.Namespace, key.Name)) is { } ingress
            && ingress.Status.Map("loadBalancer")?.List("ingress") is not { Count: > 0 })
        {
            var status = ingress.Status.With("loadBalancer", MapValue.Of(("ingress", ListValue.Of(MapValue.Of(("ip", _address))))));
            await context.Client.UpdateStatusAsync(ingress, status).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }
}
