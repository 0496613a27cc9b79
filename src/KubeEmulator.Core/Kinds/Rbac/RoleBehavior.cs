using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Roles and ClusterRoles. Upstream: <c>pkg/registry/rbac/{role,clusterrole}</c>.</summary>
internal sealed class RoleBehavior(bool clusterWide) : KindBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.PathSegment(name, prefix);

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        RoleEscalation.Check(context, document, null);
        return WithoutEmptyRules(document);
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        RoleEscalation.Check(context, document, old);
        return WithoutEmptyRules(document);
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => RoleRules.Check(errors, document, null, clusterWide);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        RoleRules.Check(errors, document, old.Root, clusterWide);
        ObjectMetaRules.Update(errors, context, document, old);
    }

    // Stored as protobuf, a list of no rules comes back as none.
    private static MapValue WithoutEmptyRules(MapValue document) => document.List("rules") is { Count: 0 } ? document.With("rules", Value.Null) : document;
}
