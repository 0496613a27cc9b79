using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go</c>.</summary>
internal sealed class HorizontalPodAutoscalerBehavior : SpecStatusBehavior
{
    private static readonly CheckedStatus Status = new((errors, status, _) => StatusCounts.NonNegative(errors, status, "currentReplicas", "desiredReplicas"));

    public override TableColumns Columns { get; } = new AutoscalerColumns();

    protected override SubresourceBehavior StatusWrites => Status;

    public override MapValue Default(MapValue document, string version) => AutoscalerDefaults.Apply(document, version);

    public override MapValue ToStorage(MapValue document, ResourceType type) => type.Version == "v1" ? AutoscalerConversion.ToV2(document) : document;

    public override MapValue FromStorage(MapValue document, ResourceType type) => type.Version == "v1" ? AutoscalerConversion.ToV1(document) : document;

    // The status of a new autoscaler is that of the stored version, whichever the request speaks.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => document.With("status", EmptyStatus);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        AutoscalerRules.Check(errors, document.Map("spec") ?? MapValue.Empty, null);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        AutoscalerRules.Check(errors, document.Map("spec") ?? MapValue.Empty, old.Spec);
    }

    private static MapValue EmptyStatus => (MapValue)Schemas.ZeroValues.Of(Schemas.BuiltInSchemas.Named("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus")!);
}
