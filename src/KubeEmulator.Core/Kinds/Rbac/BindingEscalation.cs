using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Nobody binds a role with rights that he lacks himself, unless he may <c>bind</c> it. Upstream:
/// <c>pkg/registry/rbac/{rolebinding,clusterrolebinding}/policybased/storage.go</c>.
/// </summary>
internal static class BindingEscalation
{
    /// <exception cref="ApiException">403 with the rights that are missing; 404 for a role that is not there.</exception>
    public static void Check(WriteContext context, MapValue document, KubeObject? old)
    {
        if (context.Services.Rules is null || GrantedRules.IsSuperUser(context) || CollectorFields.AreAllThatChanges(document, old))
        {
            return;
        }

        var reference = document.Map("roleRef") ?? MapValue.Empty;
        if (MayBind(context, reference))
        {
            return;
        }

        if (GrantedRules.Missing(context, RulesOf(context, reference)) is { } missing)
        {
            throw StatusDocument.Forbidden(context.Type.GroupResource, document.StringAt("metadata", "name") ?? "", missing).ToException();
        }
    }

    private static bool MayBind(WriteContext context, MapValue reference)
    {
        var kind = reference.StringOrEmpty("kind");
        return kind is "Role" or "ClusterRole" && context.Services.Authorizer.Authorize(new AuthorizationQuestion(context.Request.User, "bind")
        {
            Group = reference.StringOrEmpty("apiGroup"),
            Version = "*",
            Resource = kind == "Role" ? "roles" : "clusterroles",
            Namespace = context.Namespace,
            Name = reference.StringOrEmpty("name"),
        }).Allowed;
    }

    // The genuine server words a missing role as one of the resource that is written.
    private static IEnumerable<MapValue> RulesOf(WriteContext context, MapValue reference)
    {
        var (kind, name) = (reference.StringOrEmpty("kind"), reference.StringOrEmpty("name"));
        if (kind is not ("Role" or "ClusterRole"))
        {
            var message = $"unsupported role reference kind: {GoText.Quote(kind)}";
            throw StatusDocument.Failure(500, "", message).ToException();
        }

        var key = kind == "Role"
            ? new ObjectKey(new GroupResource(context.Type.Group, "roles"), context.Namespace, name)
            : new ObjectKey(new GroupResource(context.Type.Group, "clusterroles"), "", name);
        return context.Snapshot.Get(key) is { } role
            ? role.Root.Maps("rules")
            : throw StatusDocument.NotFound(context.Type.GroupResource, name).ToException();
    }
}
