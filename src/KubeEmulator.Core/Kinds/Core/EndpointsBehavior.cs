using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Endpoints. Upstream: <c>pkg/registry/core/endpoint/strategy.go</c>.</summary>
internal sealed class EndpointsBehavior : KindBehavior
{
    public override TableColumns Columns => CoreColumns.Endpoints;

    public override bool AllowsCreateOnUpdate => true;

    public override MapValue Default(MapValue document, string version) => document.EditMaps("subsets", subset =>
        subset.EditMaps("ports", port => port.StringOrEmpty("protocol").Length == 0 ? port.With("protocol", "TCP") : port));
}
