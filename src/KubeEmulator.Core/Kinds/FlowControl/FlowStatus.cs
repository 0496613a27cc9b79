using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of flow schemas and priority levels. Upstream: <c>pkg/registry/flowcontrol/flowschema/strategy.go</c> and its twin.</summary>
internal sealed class FlowStatus : StatusOnly
{
    protected override bool KeepsAllMetadata => true;

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors) => FlowStatusRules.Check(errors, document);
}
