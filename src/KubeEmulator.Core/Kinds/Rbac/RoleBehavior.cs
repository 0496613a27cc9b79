using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>Roles and ClusterRoles. Upstream: <c>pkg/registry/rbac/{role,clusterrole}</c>.</summary>
internal sealed class RoleBehavior : KindBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.PathSegment(name, prefix);
}
