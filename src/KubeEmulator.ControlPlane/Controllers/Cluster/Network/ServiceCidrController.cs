using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Makes ServiceCIDRs ready, and keeps those that go until no Service's address would be left outside. Upstream:
/// <c>pkg/controller/servicecidrs/servicecidrs_controller.go</c>.
/// </summary>
internal sealed class ServiceCidrController : Controller
{
    private const string Finalizer = "networking.k8s.io/service-cidr-finalizer";
    private const string Blocked = "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR";

    // So that whoever gives addresses has seen that the range goes.
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(10);

    public override string Name => "service-cidr-controller";

    public override string ServiceAccount => "service-cidrs-controller";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.Mapped("networking.k8s.io", "servicecidrs", (context, change) => [ReconcileKey.Of(change.Object), .. Leaving(context.Snapshot)]),
        Trigger.Mapped("networking.k8s.io", "ipaddresses", (context, change) => change.Type == ChangeType.Modified ? [] : Leaving(context.Snapshot)),
    ];

    public override async ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.ServiceCidrs.At(key.Name)) is not { } stored)
        {
            return ReconcileResult.Done;
        }

        var has = stored.Metadata.Finalizers.Contains(Finalizer);
        if (!stored.Metadata.IsDeleting)
        {
            if (!has)
            {
                stored = await PatchAsync(context, key.Name, "finalizers").ConfigureAwait(false);
            }

            await NoteAsync(context, stored, "True", "", "Kubernetes Service CIDR is ready").ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        if (!ServiceCidrCover.MayGo(context.Snapshot, stored))
        {
            await NoteAsync(context, stored, "False", "Terminating", Blocked).ConfigureAwait(false);
            return ReconcileResult.Done;
        }

        var left = GracePeriod - (context.Now - (KubeTime.Parse(stored.Metadata.DeletionTimestamp) ?? context.Now));
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        if (has)
        {
            await PatchAsync(context, key.Name, "$deleteFromPrimitiveList/finalizers").ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static ValueTask<KubeObject> PatchAsync(ReconcileContext context, string name, string directive) => context.Client.PatchAsync(
        ClusterResources.ServiceCidrs, "", name, "", PatchType.StrategicMerge, MapValue.Of(("metadata", MapValue.Of((directive, ListValue.Of(Finalizer))))));

    private async ValueTask NoteAsync(ReconcileContext context, KubeObject stored, string status, string reason, string message)
    {
        if (Conditions.Find(stored.Status, "Ready") is { } noted
            && noted.StringOrEmpty("status") == status && noted.StringOrEmpty("reason") == reason && noted.StringOrEmpty("message") == message)
        {
            return;
        }

        await context.Client.ApplyAsync(
            ClusterResources.ServiceCidrs,
            "",
            stored.Name,
            "status",
            MapValue.Of(
                ("apiVersion", "networking.k8s.io/v1"),
                ("kind", "ServiceCIDR"),
                ("metadata", MapValue.Of(("name", stored.Name))),
                ("status", MapValue.Of(("conditions", ListValue.Of(MapValue.Of(
                    ("type", "Ready"),
                    ("status", status),
                    ("lastTransitionTime", KubeTime.Format(context.Now)),
                    ("reason", reason),
                    ("message", message))))))),
            Name).ConfigureAwait(false);
    }

    private static IEnumerable<ReconcileKey> Leaving(Snapshot snapshot) =>
        snapshot.List(ClusterResources.ServiceCidrs).Where(c => c.Metadata.IsDeleting).Select(ReconcileKey.Of);
}
