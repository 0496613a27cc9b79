using KubeEmulator.Nodes;
using KubeEmulator.Runtime;

namespace KubeEmulator.Components;

/// <summary>What a cluster runs beside its API, in the order started; nothing where only the API is asked for.</summary>
internal static class ComponentCatalog
{
    public static IEnumerable<IControlPlaneComponent> For(EmulatedClusterOptions options)
    {
        if (options.ApiOnly)
        {
            yield break;
        }

        yield return new ControllersComponent(options);
        if (options.Scheduler is { } scheduler)
        {
            yield return new SchedulerComponent(scheduler);
        }

        if (options.Kubelets)
        {
            yield return new ClusterNodes(options.Nodes, options.Programs);
        }
    }
}
