using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceClaimTemplates. Upstream: <c>pkg/registry/resource/resourceclaimtemplate/strategy.go</c>.</summary>
internal sealed class ResourceClaimTemplateBehavior : KindBehavior
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("spec", DeviceRequestDefaults.Spec));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        ResourceClaimBehavior.CheckAdminAccess(errors, context, spec.Map("spec"));
        FinalizerRules.Check(errors, document);
        TemplateMetaRules.Check(errors, Spec.Child("metadata"), spec.Map("metadata"));
        DeviceClaimRules.Spec(errors, Spec.Child("spec"), spec.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        FinalizerRules.Check(errors, document);
        ImmutableSpec.Check(errors, document, old, "io.k8s.api.resource.v1.ResourceClaimTemplateSpec");
    }
}
