using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// Gives Services back the IPAddress that somebody took from them, and takes IPAddresses away that no Service has any more. Keys with
/// a namespace are Services, those without are addresses. A part of kube-apiserver; upstream:
/// <c>registry/core/service/ipallocator/controller/repairip.go</c>.
/// </summary>
internal sealed class AddressRepairController : Controller
{
    // A Service may still be on its way.
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(60);

    public override string Name => "ipallocator-repair-controller";

    public override string ServiceAccount => Name;

    public override string FieldManager => "kube-apiserver";

    internal override bool IsForgetful => true;

    public override IEnumerable<Trigger> Triggers { get; } =
    [
        Trigger.On("", "services", change => change.Type == ChangeType.Added || (change.Previous is { } before && !Equals(before.Spec["clusterIPs"], change.Object.Spec["clusterIPs"]))),
        Trigger.Mapped("networking.k8s.io", "ipaddresses", AfterAddress),
    ];

    public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) =>
        key.Namespace.Length > 0 ? SyncServiceAsync(context, key) : SyncAddressAsync(context, key);

    private static async ValueTask<ReconcileResult> SyncServiceAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.Services.At(key.Namespace, key.Name)) is not { Metadata.IsDeleting: false } service || service.Spec.String("type") == "ExternalName")
        {
            return ReconcileResult.Done;
        }

        foreach (var text in service.Spec.Strings("clusterIPs").Where(ip => ip != "None"))
        {
            var family = IpValue.Parse(text) is { IsIPv4: true } ? "IPv4" : "IPv6";
            var stored = context.Snapshot.Get(ClusterResources.IpAddresses.At(text));
            if (stored is null)
            {
                await context.Events.WarningAsync(service, "ClusterIPNotAllocated", $"Cluster IP [{family}]: {text} is not allocated; repairing").ConfigureAwait(false);
            }
            else if (IsOf(stored, "services") && Owner(context.Snapshot, stored) is { } owner)
            {
                if (owner.Metadata.Uid != service.Metadata.Uid && owner.Spec.Strings("clusterIPs").Contains(text))
                {
                    await context.Events.WarningAsync(
                        service, "ClusterIPAlreadyAllocated", $"Cluster IP [{family}]:{text} was assigned to multiple services; please recreate service").ConfigureAwait(false);
                }

                continue;
            }
            else
            {
                await context.Events.WarningAsync(
                    service, "ClusterIPNotAllocated", $"the ClusterIP [{family}]: {text} for Service {service.Namespace}/{service.Name} has a wrong reference; repairing").ConfigureAwait(false);
                await context.Client.DeleteAsync(ClusterResources.IpAddresses, "", text).ConfigureAwait(false);
            }

            await context.Client.CreateAsync(Address(text, family, service)).ConfigureAwait(false);
        }

        return ReconcileResult.Done;
    }

    private static async ValueTask<ReconcileResult> SyncAddressAsync(ReconcileContext context, ReconcileKey key)
    {
        if (context.Snapshot.Get(ClusterResources.IpAddresses.At(key.Name)) is not { Metadata.IsDeleting: false } stored || !ServiceCidrCover.IsAllocated(stored))
        {
            return ReconcileResult.Done;
        }

        var reference = stored.Spec.Map("parentRef") ?? MapValue.Empty;
        var parent = $"{reference.StringOrEmpty("namespace")}/{reference.StringOrEmpty("name")}";
        var service = Owner(context.Snapshot, stored);
        if (service is not null && service.Spec.Strings("clusterIPs").Contains(key.Name))
        {
            return ReconcileResult.Done;
        }

        var left = GracePeriod - (context.Now - (KubeTime.Parse(stored.Metadata.CreationTimestamp) ?? context.Now));
        if (service is null && left >= TimeSpan.Zero)
        {
            return ReconcileResult.After(left + TimeSpan.FromSeconds(1));
        }

        var (reason, message) = service is null
            ? ("IPAddressNotAllocated", $"IPAddress: {key.Name} for Service {parent} appears to have leaked: cleaning up")
            : ("IPAddressWrongReference", $"IPAddress: {key.Name} for Service {parent} has a wrong reference; cleaning up");
        await context.Events.WarningAsync(stored, reason, message).ConfigureAwait(false);
        await context.Client.DeleteAsync(ClusterResources.IpAddresses, "", key.Name).ConfigureAwait(false);
        return ReconcileResult.Done;
    }

    private static IEnumerable<ReconcileKey> AfterAddress(TriggerContext context, Change change)
    {
        if (change.Type != ChangeType.Deleted)
        {
            return ServiceCidrCover.IsAllocated(change.Object) ? [new ReconcileKey("", change.Key.Name)] : [];
        }

        return IsOf(change.Object, "services") && Owner(context.Snapshot, change.Object) is { } service ? [ReconcileKey.Of(service)] : [];
    }

    private static bool IsOf(KubeObject address, string resource) =>
        address.Spec.StringAt("parentRef", "group") is null or "" && address.Spec.StringAt("parentRef", "resource") == resource;

    private static KubeObject? Owner(Snapshot snapshot, KubeObject address) => address.Spec.Map("parentRef") is { } reference
        ? snapshot.Get(ClusterResources.Services.At(reference.StringOrEmpty("namespace"), reference.StringOrEmpty("name")))
        : null;

    private static MapValue Address(string name, string family, KubeObject service) => MapValue.Of(
        ("kind", "IPAddress"),
        ("apiVersion", "networking.k8s.io/v1"),
        ("metadata", MapValue.Of(("name", name), ("labels", MapValue.Of(("ipaddress.kubernetes.io/ip-family", family), (ServiceCidrCover.ManagedBy, ServiceCidrCover.Allocator))))),
        ("spec", MapValue.Of(("parentRef", MapValue.Of(("resource", "services"), ("namespace", service.Namespace), ("name", service.Name))))));
}
