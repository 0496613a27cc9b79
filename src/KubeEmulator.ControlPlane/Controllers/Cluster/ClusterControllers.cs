using KubeEmulator.Api;
using KubeEmulator.Runtime;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>The controllers that keep the cluster itself in order: accounts, namespaces, garbage, quotas, endpoints, nodes, volumes, certificates.</summary>
internal static class ClusterControllers
{
    /// <summary>New ones for one cluster.</summary>
    public static IEnumerable<Controller> BuiltIn(ClusterSettings settings) =>
    [
        new ServiceAccountController(),
        new RootCertificateController(),
        new NamespaceController(),
        new GarbageCollectorController(),
        new ResourceQuotaController(),
        new EndpointsController(),
        new EndpointSliceController(),
        new EndpointSliceMirroringController(),
        new DisruptionController(),
        new NodeLifecycleController(settings.NodeMonitorGracePeriod),
        new TaintEvictionController(),
        new PodGarbageController(),
        new NodeTtlController(),
        new ServiceAccountTokenController(),
        new ClusterRoleAggregationController(),
        new CertificateApprovalController(),
        new CertificateSigningController(),
        new CertificateCleanerController(),
        new VolumeBinderController(),
        new VolumeExpansionController(),
        new ClaimProtectionController(),
        new VolumeProtectionController(),
        new EphemeralVolumeController(),
        new AttachDetachController(),
        new SimulatedAttacherController(),
        new VolumeAttributesClassProtectionController(),
        new ServiceCidrController(),
        new AddressRepairController(),
        new ResourceClaimController(),
        new ValidatingPolicyStatusController(),
        new BootstrapSignerController(),
        new TokenCleanerController(),
        new EventExpiryController(),
        .. settings.LoadBalancerRange is { } range ? (Controller[])[new LoadBalancerController(range), new IngressAddressController(range)] : [],
    ];
}
