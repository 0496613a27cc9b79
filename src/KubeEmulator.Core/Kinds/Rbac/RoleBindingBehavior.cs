using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>RoleBindings and ClusterRoleBindings. Upstream: <c>pkg/registry/rbac/{rolebinding,clusterrolebinding}</c>.</summary>
internal sealed class RoleBindingBehavior : KindBehavior
{
    private const string Group = "rbac.authorization.k8s.io";

    public override TableColumns Columns => RoleBindingColumns.Instance;

    public override bool AllowsCreateOnUpdate => true;

    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => NameFault.PathSegment(name, prefix);

    public override MapValue Default(MapValue document, string version)
    {
        if (document.StringAt("roleRef", "apiGroup") is null or "")
        {
            document = document.WithAt(["roleRef", "apiGroup"], Group);
        }

        return document.EditMaps("subjects", subject =>
            subject.StringOrEmpty("apiGroup").Length == 0 && (subject.StringOrEmpty("kind") is "User" or "Group") ? subject.With("apiGroup", Group) : subject);
    }
}
