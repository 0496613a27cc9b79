using KubeEmulator.Api;
using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Controllers.Workloads;
using KubeEmulator.Runtime;

namespace KubeEmulator.Controllers;

/// <summary>The controllers of kube-controller-manager, in the order in which they are told of a change.</summary>
public static class ControllerCatalog
{
    /// <summary>New controllers for one cluster: they may keep what they derived from its store.</summary>
    public static IReadOnlyList<Controller> BuiltIn(ClusterSettings settings) =>
    [
        .. WorkloadControllers.BuiltIn(settings),
        .. ClusterControllers.BuiltIn(settings),
    ];
}
