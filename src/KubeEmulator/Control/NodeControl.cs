using KubeEmulator.Api;
using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>The simulated nodes: adding them, and what happens to them.</summary>
internal static class NodeControl
{
    private static readonly Dictionary<string, Func<ClusterNodes, string, Task>> Actions = new(StringComparer.Ordinal)
    {
        ["stop"] = (nodes, name) => nodes.StopAsync(name),
        ["start"] = (nodes, name) => nodes.StartAsync(name),
        ["restart"] = (nodes, name) => nodes.RestartAsync(name),
        ["partition"] = (nodes, name) => nodes.PartitionAsync(name),
        ["shutdown"] = (nodes, name) => nodes.ShutdownAsync(name),
        ["cordon"] = (nodes, name) => nodes.CordonAsync(name),
        ["uncordon"] = (nodes, name) => nodes.UncordonAsync(name),
    };

    public static IEnumerable<IControlEndpoint> Of(EmulatedCluster cluster) =>
    [
        new ControlEndpoint("GET", "nodes", "The simulated nodes and how they stand.", _ => ValueTask.FromResult<Value?>(
            MapValue.Of(("items", ListValue.From(cluster.Nodes.Names.Select(n => (Value)Describe(cluster, n))))))),
        new ControlEndpoint("POST", "nodes", "Adds nodes; they are ready when it answers.", async call =>
        {
            var added = await cluster.Nodes.AddAsync(Spec(ControlInput.Map(call))).ConfigureAwait(false);
            return MapValue.Of(("items", ListValue.From(added.Select(n => (Value)Describe(cluster, n)))));
        })
        {
            Parameters =
            [
                new("count", "integer", "How many; 1 where not given."),
                new("name", "string", "The name, or its beginning where there are several."),
                new("zones", "array", "Their zones, in turn."),
                new("taints", "array", "Taints as kubectl writes them: key=value:Effect."),
            ],
        },
        new ControlEndpoint("DELETE", "nodes/{name}", "Removes a node and its object.", async call =>
        {
            await cluster.Nodes.RemoveAsync(call.PathValues["name"]).ConfigureAwait(false);
            return null;
        }),
        new ControlEndpoint("POST", "nodes/{name}/drain", "Cordons a node and evicts its pods; answers those that a budget protects at the moment.", async call =>
        {
            var left = await cluster.Nodes.DrainAsync(call.PathValues["name"]).ConfigureAwait(false);
            return MapValue.Of(("left", ListValue.From(left.Select(p => (Value)p))));
        }),
        new ControlEndpoint("POST", "nodes/{name}/pressure", "Sets what a node runs short of: any of memory, disk, pid; none of them ends it.", async call =>
        {
            var body = ControlInput.Map(call);
            ControlInput.Only(body, "of");
            await cluster.Nodes.SetPressureAsync(call.PathValues["name"], Pressure(body)).ConfigureAwait(false);
            return Describe(cluster, call.PathValues["name"]);
        })
        {
            Parameters = [new("of", "array", "memory, disk, pid.")],
        },
        .. Actions.Select(action => new ControlEndpoint("POST", $"nodes/{{name}}/{action.Key}", $"Does to a node what it says: {action.Key}.", async call =>
        {
            await action.Value(cluster.Nodes, call.PathValues["name"]).ConfigureAwait(false);
            return Describe(cluster, call.PathValues["name"]);
        })),
    ];

    private static MapValue Describe(EmulatedCluster cluster, string name) => MapValue.Of(
        ("name", name),
        ("state", cluster.Nodes.State(name).ToString()),
        ("ready", cluster.Objects.Find("Node", name) is { } node ? Rules.Conditions.Find(node.Status, "Ready")?.StringOrEmpty("status") ?? "Unknown" : "gone"),
        ("schedulable", cluster.Objects.Find("Node", name)?.Spec.Bool("unschedulable") is not true),
        ("pods", cluster.Objects.List("Pod").Count(p => p.Spec.String("nodeName") == name)));

    private static NodeSpec Spec(MapValue body)
    {
        ControlInput.Only(body, "count", "name", "zones", "taints");
        return new NodeSpec
        {
            Count = body.Integer("count") is var count and not (< 1 or > 10_000) ? (int)(count ?? 1) : throw new ArgumentException("count: 1 to 10000 nodes"),
            Name = body.String("name") ?? new NodeSpec().Name,
            Zones = [.. body.Strings("zones")],
            Taints = [.. body.Strings("taints")],
        };
    }

    private static NodePressure Pressure(MapValue body)
    {
        var pressure = NodePressure.None;
        foreach (var name in body.Strings("of"))
        {
            pressure |= Enum.TryParse<NodePressure>(name, ignoreCase: true, out var one) ? one : throw new ArgumentException($"of: \"{name}\" is unknown; known are memory, disk, pid");
        }

        return pressure;
    }
}
