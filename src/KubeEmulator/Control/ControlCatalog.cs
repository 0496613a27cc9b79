using KubeEmulator.Api;
using KubeEmulator.Scheduling;

namespace KubeEmulator.Control;

/// <summary>The calls of the emulator's control API, in the order in which they are described.</summary>
internal static class ControlCatalog
{
    public static IReadOnlyList<IControlEndpoint> For(EmulatedCluster cluster) =>
    [
        .. ClockControl.Of(cluster),
        .. StateControl.Of(cluster),
        .. StateFileControl.Of(cluster),
        .. NodeControl.Of(cluster),
        .. AccessControl.Of(cluster),
        .. FaultControl.Of(cluster),
        .. RequestControl.Of(cluster),
        .. ControllerControl.Of(cluster),
        new ExplainEndpoint(() => cluster.Scheduler),
    ];
}
