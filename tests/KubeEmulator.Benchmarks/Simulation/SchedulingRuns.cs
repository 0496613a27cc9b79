using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>The scheduler alone: 10,000 pods with affinity and spread, from creation until the last is bound to one of 1,000 nodes in three zones.</summary>
internal static class SchedulingRuns
{
    public static async Task<IReadOnlyList<SimulationRow>> RunAsync(int templates)
    {
        const int count = 10_000;
        var node = new NodeSpec { Count = 1000, Zones = ["a", "b", "c"], Labels = new Dictionary<string, string> { ["disk"] = "ssd" } };
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Nodes = [node] });
        foreach (var name in Enumerable.Range(0, node.Count).Select(i => $"node-{i}"))
        {
            // A kubelet without power keeps out of the measurement; the node's object stays ready for the next forty seconds.
            await cluster.Nodes.StopAsync(name);
        }

        using var client = new SimulatedClient(cluster);
        var specs = Enumerable.Range(0, templates).Select(i => SimulatedObjects.PickySpec($"app{i}")).ToArray();
        var meter = new Meter();
        await client.CreateAsync("/api/v1/namespaces/default/pods", count, i => SimulatedObjects.Pod($"p{i}", specs[i % templates], $"app{i % templates}"));
        await client.WhenAllAsync("", "pods", "default", Enumerable.Range(0, count).Select(i => $"p{i}"), p => p.Spec.String("nodeName") is not null);
        return [meter.Rate($"pods with affinity and spread scheduled on 1,000 nodes, {templates} templates", "", count)];
    }
}
