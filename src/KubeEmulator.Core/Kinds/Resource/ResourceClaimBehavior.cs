using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceClaims. Upstream: <c>pkg/registry/resource/resourceclaim/strategy.go</c>.</summary>
internal sealed class ResourceClaimBehavior : SpecStatusBehavior
{
    private static readonly FieldPath Requests = FieldPath.Of("spec", "devices", "requests");

    public override TableColumns Columns => ResourceColumns.Claim;

    public override bool ReturnsDeletedObject => true;

    protected override bool StatusKeepsMetadata => true;

    protected override SubresourceBehavior StatusWrites => ResourceClaimStatus.Instance;

    /// <summary>Requests of what only administrators may have, in a claim or a template; alternatives have no such thing.</summary>
    public static void CheckAdminAccess(FieldErrors errors, WriteContext context, MapValue? spec) => AdminAccess.Check(
        errors, context, Requests, spec?.Map("devices")?.Maps("requests").Select(r => r.Map("exactly") ?? MapValue.Empty) ?? []);

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", DeviceRequestDefaults.Spec);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        CheckAdminAccess(errors, context, document.Map("spec"));
        FinalizerRules.Check(errors, document);
        DeviceClaimRules.Spec(errors, FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNew(errors, context, document);
        ObjectMetaRules.Update(errors, context, document, old);
        ImmutableSpec.Check(errors, document, old, "io.k8s.api.resource.v1.ResourceClaimSpec");
    }
}
