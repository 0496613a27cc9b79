using KubeEmulator.Access;
using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>What every cluster has from the start, in the order it is made.</summary>
internal static class BootstrapCatalog
{
    /// <summary>The objects that are each cluster's own.</summary>
    public static IEnumerable<BootstrapObject> Own(string authorityPem, DateTimeOffset now) => SystemConfigMaps.Objects(authorityPem, now);

    /// <summary>The objects that clusters with the same settings have alike.</summary>
    public static IEnumerable<BootstrapObject> Shared(ClusterSettings settings, int securePort) =>
    [
        .. SystemNamespaces.Objects(),
        .. BootstrapRoles.Documents().Select(role => new BootstrapObject(BootstrapObject.ApiServer, role)),
        .. LocalApiServices.Objects(),
        .. PriorityClasses.Objects(),
        .. FlowControl.Objects(),
        .. ServiceCidrs.Objects(settings),
        .. KubernetesService.Objects(settings, securePort),
    ];

    /// <summary>What the options add.</summary>
    public static IEnumerable<BootstrapObject> Optional(EmulatedClusterOptions options) =>
    [
        .. options.ServesMetrics ? MetricsServer.Objects() : [],
        .. options.DefaultStorageClass ? (BootstrapObject[])[DefaultStorageClass.Object()] : [],
    ];
}
