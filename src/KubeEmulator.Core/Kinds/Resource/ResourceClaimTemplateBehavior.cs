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
        ResourceClaimBehavior.CheckAdminAccess(errors, context, document.Map("spec")?.Map("spec"));
        Check(errors, document);
    }

    // What cannot change is judged anew all the same.
    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Check(errors, document);
        ObjectMetaRules.Update(errors, context, document, old);
        ImmutableSpec.Check(errors, document, old, "io.k8s.api.resource.v1.ResourceClaimTemplateSpec");
    }

    private static void Check(FieldErrors errors, MapValue document)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        FinalizerRules.Check(errors, document);
        TemplateMetaRules.Check(errors, Spec.Child("metadata"), spec.Map("metadata"));
        DeviceClaimRules.Spec(errors, Spec.Child("spec"), spec.Map("spec") ?? MapValue.Empty);
    }
}
