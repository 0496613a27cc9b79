using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>Deployments, from their creation until all pods are available, and the end of what belongs to one owner.</summary>
internal static class WorkloadRuns
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    public static async Task<IReadOnlyList<SimulationRow>> DeploymentsAsync(int count, int replicas, string aim)
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [new NodeSpec { Count = 101 }] });
        using var client = new SimulatedClient(cluster);
        var meter = new Meter();
        await client.CreateAsync("/apis/apps/v1/namespaces/default/deployments", count, i => SimulatedObjects.Deployment($"d{i}", replicas));
        await client.WhenAllAsync("apps", "deployments", "default", Enumerable.Range(0, count).Select(i => $"d{i}"), d => d.Status.Integer("availableReplicas") == replicas);
        return [meter.Rate($"Deployments of {replicas} to Available ({count:#,0} on 101 nodes)", aim, count), meter.Took("the same, all", "", count * replicas)];
    }

    public static async Task<IReadOnlyList<SimulationRow>> CascadeAsync()
    {
        const int count = 10_000;
        await using var cluster = await EmulatedCluster.StartAsync();
        using var client = new SimulatedClient(cluster);
        var owner = (await cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: owner}}"))[0];
        var reference = ListValue.Of(MapValue.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("name", "owner"), ("uid", owner.Metadata.Uid)));
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", count, i => MapValue.Of(
            ("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", MapValue.Of(("name", $"c{i}"), ("ownerReferences", reference)))));
        await cluster.QuietAsync();
        var meter = new Meter();
        await client.DeleteAsync("/api/v1/namespaces/default/configmaps/owner");
        await SimulatedClient.UntilAsync(() => cluster.Snapshot().Objects.Count(ConfigMaps, "default") < 2, "the end of what is owned");
        return [meter.Took("10,000 objects of one owner deleted by the garbage collector", "", count)];
    }
}
