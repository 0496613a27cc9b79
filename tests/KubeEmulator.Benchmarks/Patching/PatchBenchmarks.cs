using BenchmarkDotNet.Attributes;
using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Patching.Strategic;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Patching;

/// <summary>What a patch, an apply and the bookkeeping of owners cost on a pod of 4 KB with 20 managers.</summary>
public class PatchBenchmarks
{
    private static readonly GroupVersionKind PodKind = new("", "v1", "Pod");
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Schema _schema = BuiltInSchemas.For(PodKind)!;
    private MapValue _pod = MapValue.Empty;
    private MapValue _statusChanged = MapValue.Empty;
    private MapValue _same = MapValue.Empty;
    private MapValue _changed = MapValue.Empty;
    private MapValue _withdrawn = MapValue.Empty;
    private MapValue _strategic = MapValue.Empty;
    private MapValue _merge = MapValue.Empty;
    private IReadOnlyList<JsonPatchOperation> _json = [];
    private FieldManagement _owners = null!;
    private FieldManagement _statusOwners = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _owners = new FieldManagement(PodKind, _schema, "", FieldFilter.Exclude(FieldSet.OfFields("status")));
        _statusOwners = new FieldManagement(PodKind, _schema, "status", FieldFilter.Exclude(FieldSet.OfFields("spec")));
        _pod = ManagedPod.Make(_owners, _statusOwners, Now);
        _statusChanged = _pod.WithAt(["status", "phase"], "Succeeded");
        _same = ManagedPod.Configuration(7, "x");
        _changed = ManagedPod.Configuration(7, "y");
        _withdrawn = _same.WithAt(["metadata", "labels"], MapValue.Empty);
        _strategic = (MapValue)Value.Parse("""{"spec":{"containers":[{"name":"c1","image":"web:2"}],"$setElementOrder/containers":[{"name":"c0"},{"name":"c1"}]}}""");
        _merge = (MapValue)Value.Parse("""{"metadata":{"labels":{"a":"b"}}}""");
        _json = JsonPatch.Read(Value.Parse("""[{"op":"test","path":"/spec/containers/0/name","value":"c0"},{"op":"replace","path":"/spec/containers/0/image","value":"web:2"}]"""));
        Console.WriteLine($"// pod: {_pod.ToUtf8Bytes().Length} bytes, {ManagedFields.ListOf(_pod)!.Count} managers");
    }

    /// <summary>A kubelet's status write.</summary>
    [Benchmark]
    public object TrackStatusUpdate() => _statusOwners.TrackUpdate(_pod, _statusChanged, "kubelet", Now);

    /// <summary>The owners of a new pod.</summary>
    [Benchmark]
    public object TrackCreate() => _owners.TrackUpdate(null, ManagedFields.With(_pod, null), "creator", Now);

    /// <summary>What a controller that applies over and over causes.</summary>
    [Benchmark]
    public object ApplyUnchanged() => _owners.Apply(_pod, _same, "applier-7", force: false, Now);

    /// <summary>One label with another value.</summary>
    [Benchmark]
    public object ApplyChanged() => _owners.Apply(_pod, _changed, "applier-7", force: false, Now);

    /// <summary>One label no longer stated.</summary>
    [Benchmark]
    public object ApplyWithdrawn() => _owners.Apply(_pod, _withdrawn, "applier-7", force: false, Now);

    [Benchmark]
    public object Strategic() => StrategicMergePatch.Apply(_pod, _strategic, _schema);

    [Benchmark]
    public object Merge() => JsonMergePatch.Apply(_pod, _merge);

    [Benchmark]
    public object Json() => JsonPatch.Apply(_pod, _json);
}
