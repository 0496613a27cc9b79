using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>FlowSchemas. Upstream: <c>pkg/registry/flowcontrol/flowschema/strategy.go</c>.</summary>
internal sealed class FlowSchemaBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => FlowSchemaColumns.Instance;

    public override bool TracksGeneration => true;

    protected override bool StatusKeepsMetadata => true;

    protected override SubresourceBehavior StatusWrites { get; } = new FlowStatus();

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", spec =>
        (spec.Integer("matchingPrecedence") ?? 0) == 0 ? spec.With("matchingPrecedence", 1000) : spec);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => FlowSchemaRules.Check(errors, document);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Validate(context, document, errors);
    }

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) =>
        stored is null ? ValueTask.CompletedTask : DanglingCondition.NoteAsync(services, stored);
}
