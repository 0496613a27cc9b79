using System.Reflection;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Components;
using KubeEmulator.Runtime;
using KubeEmulator.Storage;

namespace KubeEmulator.Benchmarks.Weight;

/// <summary>What of a cluster's memory is held by whom.</summary>
internal sealed class ClusterWeight
{
    private readonly HeapWalk _walk = new();
    private readonly List<(string What, long Bytes, IReadOnlyDictionary<(Type Type, Type? Holder), (long Count, long Bytes)> Types)> _parts = [];

    public IReadOnlyList<(string What, long Bytes, IReadOnlyDictionary<(Type Type, Type? Holder), (long Count, long Bytes)> Types)> Parts => _parts;

    public void Weigh(EmulatedCluster cluster)
    {
        var services = (ClusterServices)Field(cluster, "_services");
        var store = services.Store;
        var snapshot = store.Current;
        Part("catalog and schemas", () => _walk.Count(services.Catalog));
        foreach (var resource in snapshot.Resources)
        {
            Weigh(resource, snapshot);
        }

        Part("indexes", () => _walk.Count(snapshot.Indexes));
        Part("snapshot", () => _walk.Count(snapshot));
        _walk.Later = new HashSet<Type> { typeof(Signal), typeof(SerialExecutor), typeof(ClusterClock), typeof(ControlPlaneRuntime), typeof(EmulatedCluster) };
        Part("history", () => _walk.Count(store));
        Part("services", () => _walk.Count(services));
        Part("bytes ready to send (bounded)", () => _walk.Count(Utf8Cache.Shared));
        Part("request log", () => _walk.Count(cluster.Requests));
        foreach (var component in (System.Collections.IEnumerable)Field(cluster, "_components"))
        {
            Weigh(component);
        }

        _walk.Later = new HashSet<Type>();
        Part("clock, timers and waiting turns", () => _walk.Count(cluster.Runtime));
        Part("rest of the cluster", () => _walk.Count(cluster));
    }

    // By its controllers where it has several, without what all share.
    private void Weigh(object component)
    {
        if (component is ControllersComponent { Host: { } host })
        {
            foreach (var runner in (IEnumerable<ControllerRunner>)Field(host, "_runners"))
            {
                Part(runner.Controller.Name, () => _walk.Count(runner));
            }
        }

        Part(component.GetType().Name, () => _walk.Count(component));
    }

    private void Weigh(GroupResource resource, Snapshot snapshot)
    {
        var objects = snapshot.List(resource);
        Part($"{resource}: managedFields", () => objects.Sum(o => _walk.Count(o.Metadata.Root["managedFields"])));
        Part($"{resource}: metadata", () => objects.Sum(o => _walk.Count(o.Metadata.Root)));
        Part($"{resource}: spec", () => objects.Sum(o => _walk.Count(o.Root["spec"])));
        Part($"{resource}: status", () => objects.Sum(o => _walk.Count(o.Root["status"])));
        Part($"{resource}: other members", () => objects.Sum(o => _walk.Count(o.Root)));
        Part($"{resource}: metadata read once", () => objects.Sum(o => _walk.Count(o.Metadata)));
        Part($"{resource}: objects", () => objects.Sum(o => _walk.CountAlone(o)));
        Part($"{resource}: made bytes", () => objects.Sum(o => Field(o, "_utf8", orNull: true) is { } bytes ? _walk.Count(bytes) : 0));
        Part($"{resource}: tree and names", () => _walk.Count(snapshot.State(resource)));
    }

    private void Part(string what, Func<long> weigh)
    {
        _walk.Begin();
        _parts.Add((what, weigh(), _walk.Types));
    }

    private static object Field(object owner, string name, bool orNull = false) =>
        owner.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field
            ? field.GetValue(owner) ?? (orNull ? null! : throw new InvalidOperationException($"{owner.GetType().Name}.{name} is null."))
            : throw new InvalidOperationException($"{owner.GetType().Name} has no field {name}.");
}
