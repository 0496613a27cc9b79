using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>RoleBindings and ClusterRoleBindings. Upstream: <c>pkg/registry/rbac/{rolebinding,clusterrolebinding}</c>.</summary>
internal sealed class RoleBindingBehavior(bool clusterWide) : KindBehavior
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
            subject.StringOrEmpty("apiGroup").Length == 0 && (subject.StringOrEmpty("kind") is "User" or "Group") ? WithGroup(subject) : subject);
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document)
    {
        BindingEscalation.Check(context, document, null);
        return document;
    }

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        BindingEscalation.Check(context, document, old);
        return document;
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => RoleBindingRules.Check(errors, document, clusterWide);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        RoleBindingRules.Check(errors, document, clusterWide);
        ObjectMetaRules.Update(errors, context, document, old);
        RoleBindingRules.CheckUnchanged(errors, document, old.Root);
    }

    // In the order of upstream's struct.
    private static MapValue WithGroup(MapValue subject)
    {
        var ordered = new MapBuilder(4) { ["kind"] = subject["kind"], ["apiGroup"] = Group };
        foreach (var (key, value) in subject)
        {
            ordered[key] = key == "apiGroup" ? Group : value;
        }

        return ordered.Build();
    }
}
