using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Nobody writes a role with rights that he lacks himself, unless he may <c>escalate</c>. Upstream:
/// <c>pkg/registry/rbac/{role,clusterrole}/policybased/storage.go</c>.
/// </summary>
internal static class RoleEscalation
{
    private static readonly MapValue[] Everything =
    [
        MapValue.Of(("apiGroups", ListValue.Of("*")), ("resources", ListValue.Of("*")), ("verbs", ListValue.Of("*"))),
        MapValue.Of(("nonResourceURLs", ListValue.Of("*")), ("verbs", ListValue.Of("*"))),
    ];

    /// <exception cref="ApiException">403 with the rights that are missing.</exception>
    public static void Check(WriteContext context, MapValue document, KubeObject? old)
    {
        if (context.Services.Rules is null || GrantedRules.IsSuperUser(context) || MayEscalate(context, document) || CollectorFields.AreAllThatChanges(document, old))
        {
            return;
        }

        var resource = context.Type.GroupResource;
        var name = document.StringAt("metadata", "name") ?? "";
        if (GrantedRules.Missing(context, document.Maps("rules")) is { } missing)
        {
            throw StatusDocument.Forbidden(resource, name, missing).ToException();
        }

        // An aggregation rule can gather anything.
        if ((Aggregates(document) || (old is not null && Aggregates(old.Root))) && GrantedRules.Missing(context, Everything) is not null)
        {
            throw StatusDocument.Forbidden(resource, name, "must have cluster-admin privileges to use the aggregationRule").ToException();
        }
    }

    // A POST has no name yet, as far as access is concerned.
    private static bool MayEscalate(WriteContext context, MapValue document) => context.Services.Authorizer.Authorize(new AuthorizationQuestion(context.Request.User, "escalate")
    {
        Group = context.Type.Group,
        Version = "*",
        Resource = context.Type.Plural,
        Namespace = context.Namespace,
        Name = context.Operation == Operation.Create ? "" : document.StringAt("metadata", "name") ?? "",
    }).Allowed;

    private static bool Aggregates(MapValue role) => role.Map("aggregationRule")?.List("clusterRoleSelectors") is { Count: > 0 };
}
