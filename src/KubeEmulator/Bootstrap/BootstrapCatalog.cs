using KubeEmulator.Access;
using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>What every cluster has from the start, in the order it is made.</summary>
internal static class BootstrapCatalog
{
    /// <summary>The objects of a cluster.</summary>
    public static IEnumerable<BootstrapObject> For(ClusterSettings settings, int securePort, string authorityPem, DateTimeOffset now) =>
    [
        .. SystemNamespaces.Objects(),
        .. BootstrapRoles.Documents().Select(role => new BootstrapObject(BootstrapObject.ApiServer, role)),
        .. LocalApiServices.Objects(),
        .. PriorityClasses.Objects(),
        .. FlowControl.Objects(),
        .. ServiceCidrs.Objects(settings),
        .. KubernetesService.Objects(settings, securePort),
        .. SystemConfigMaps.Objects(authorityPem, now),
    ];
}
