using System.Collections.Concurrent;
using KubeEmulator.Objects;
using KubeEmulator.State;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>Snapshots by name, restore, reset.</summary>
internal static class StateControl
{
    public static IEnumerable<ControlEndpoint> Of(EmulatedCluster cluster)
    {
        var kept = new ConcurrentDictionary<string, ClusterSnapshot>(StringComparer.Ordinal);
        return
        [
            new("GET", "snapshots", "The snapshots that are kept.", _ => ValueTask.FromResult<Value?>(
                MapValue.Of(("items", ListValue.From(kept.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (Value)Describe(s.Key, s.Value))))))),
            new("PUT", "snapshots/{name}", "Keeps the state of now under a name; an older one of that name is forgotten.", call =>
            {
                var name = call.PathValues["name"];
                return ValueTask.FromResult<Value?>(Describe(name, kept[name] = cluster.Snapshot()));
            }),
            new("POST", "snapshots/{name}/restore", "Goes back to a snapshot; watches end with 410.", call =>
            {
                cluster.Restore(Find(kept, call.PathValues["name"]));
                return ValueTask.FromResult<Value?>(null);
            }),
            new("DELETE", "snapshots/{name}", "Forgets a snapshot.", call =>
            {
                _ = Find(kept, call.PathValues["name"]);
                kept.TryRemove(call.PathValues["name"], out _);
                return ValueTask.FromResult<Value?>(null);
            }),
            new("POST", "reset", "Goes back to how the cluster was when it had started.", _ =>
            {
                cluster.Reset();
                return ValueTask.FromResult<Value?>(null);
            }),
        ];
    }

    private static ClusterSnapshot Find(ConcurrentDictionary<string, ClusterSnapshot> kept, string name) =>
        kept.TryGetValue(name, out var snapshot) ? snapshot : throw StatusDocument.NotFound(new GroupResource("", "snapshots"), name).ToException();

    private static MapValue Describe(string name, ClusterSnapshot snapshot) => MapValue.Of(
        ("name", name),
        ("time", KubeTime.Format(snapshot.Time)),
        ("revision", snapshot.Revision),
        ("objects", snapshot.Count));
}
