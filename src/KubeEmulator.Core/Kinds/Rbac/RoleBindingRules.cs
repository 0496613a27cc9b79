using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a RoleBinding or ClusterRoleBinding must be. Upstream: <c>pkg/apis/rbac/validation/validation.go</c>.</summary>
internal static class RoleBindingRules
{
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly FieldPath RoleRef = FieldPath.Of("roleRef");

    public static void Check(FieldErrors errors, MapValue document, bool clusterWide)
    {
        FinalizerRules.Check(errors, document);
        Role(errors, document.Map("roleRef") ?? MapValue.Empty, clusterWide);
        var index = 0;
        foreach (var subject in document.Maps("subjects"))
        {
            Subject(errors, FieldPath.Of("subjects").Index(index++), subject, clusterWide);
        }
    }

    /// <summary>A binding is for one role as long as it lives.</summary>
    public static void CheckUnchanged(FieldErrors errors, MapValue document, MapValue old)
    {
        if (!SemanticEquality.Equal(document["roleRef"], old["roleRef"]))
        {
            errors.InvalidText(RoleRef, InternalText.Of(document["roleRef"], "io.k8s.api.rbac.v1.RoleRef"), "cannot change roleRef");
        }
    }

    private static void Role(FieldErrors errors, MapValue reference, bool clusterWide)
    {
        errors.OneOf(RoleRef.Child("apiGroup"), reference.StringOrEmpty("apiGroup"), Group);
        errors.OneOf(RoleRef.Child("kind"), reference.StringOrEmpty("kind"), clusterWide ? ["ClusterRole"] : ["Role", "ClusterRole"]);
        var name = reference.StringOrEmpty("name");
        if (errors.Present(RoleRef.Child("name"), name))
        {
            errors.Faults(RoleRef.Child("name"), name, NameRules.CheckPathSegment(name));
        }
    }

    private static void Subject(FieldErrors errors, FieldPath path, MapValue subject, bool clusterWide)
    {
        var (kind, name, group) = (subject.StringOrEmpty("kind"), subject.StringOrEmpty("name"), subject.StringOrEmpty("apiGroup"));
        var named = errors.Present(path.Child("name"), name);
        switch (kind)
        {
            case "ServiceAccount":
                if (named)
                {
                    errors.Subdomain(path.Child("name"), name);
                }

                errors.OneOf(path.Child("apiGroup"), group, "");
                if (clusterWide)
                {
                    errors.Present(path.Child("namespace"), subject.StringOrEmpty("namespace"));
                }

                break;
            case "User" or "Group":
                errors.OneOf(path.Child("apiGroup"), group, Group);
                break;
            default:
                errors.NotSupported(path.Child("kind"), kind, "ServiceAccount", "User", "Group");
                break;
        }
    }
}
