using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Nodes: the one kind whose status may come with the create. Upstream: <c>pkg/registry/core/node/strategy.go</c>.</summary>
internal sealed class NodeBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => NodeColumns.Instance;

    public override MapValue Default(MapValue document, string version) =>
        document.At("status", "allocatable").IsNullOrAbsent() && document.At("status", "capacity") is MapValue { Count: > 0 } capacity
            ? document.WithAt(["status", "allocatable"], capacity)
            : document;

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => document;
}
