using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>EndpointSlices. Upstream: <c>pkg/registry/discovery/endpointslice/strategy.go</c>.</summary>
internal sealed class EndpointSliceBehavior : KindBehavior
{
    public override TableColumns Columns => EndpointSliceColumns.Instance;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMaps("ports", port =>
        port.WithDefault("name", "").WithDefault("protocol", "TCP"));

    // Labels count too: they carry what the slice is for.
    public override bool GenerationChanges(MapValue document, KubeObject old) =>
        base.GenerationChanges(document, old) || !SemanticEquality.Equal(document.At("metadata", "labels"), old.Root.At("metadata", "labels"));
}
