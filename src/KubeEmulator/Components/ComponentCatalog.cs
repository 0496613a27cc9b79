using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Stages;
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

        var nodes = options.Kubelets ? new ClusterNodes(options.Nodes, options.Programs) : null;
        var stages = new ClusterStages(options.Stages, nodes);
        if (nodes is not null)
        {
            yield return nodes;
        }

        yield return stages;
    }
}
