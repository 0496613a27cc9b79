using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Who writes a policy with parameters must be able to read them: its messages could tell what is in there. Upstream:
/// <c>pkg/registry/admissionregistration/{validatingadmissionpolicy,validatingadmissionpolicybinding}/authz.go</c>.
/// </summary>
internal static class ParamAccess
{
    /// <summary>A policy's paramKind, unless it stays what it is.</summary>
    public static void CheckPolicy(WriteContext context, FieldErrors errors, MapValue document, KubeObject? old)
    {
        if (errors.Count > 0 || document.At("spec", "paramKind") is not MapValue kind || GrantedRules.IsSuperUser(context)
            || SemanticEquality.Equal(kind, old?.Spec["paramKind"]))
        {
            return;
        }

        var question = Question(context, "get", kind, out _) with { Name = "*", Namespace = "*" };
        if (!context.Services.Authorizer.Authorize(question).Allowed)
        {
            errors.Forbidden(
                FieldPath.Of("spec", "paramKind"),
                $"user {Text(context.Request.User)} must have \"get\" permission on all objects of the referenced paramKind (kind={kind.StringOrEmpty("kind")}, apiVersion={kind.StringOrEmpty("apiVersion")})");
        }
    }

    /// <summary>A binding's paramRef.</summary>
    public static void CheckBinding(WriteContext context, FieldErrors errors, MapValue document, bool mutating)
    {
        if (errors.Count > 0 || document.At("spec", "paramRef") is not MapValue reference || GrantedRules.IsSuperUser(context))
        {
            return;
        }

        var (policyName, name) = (document.StringAt("spec", "policyName") ?? "", reference.StringOrEmpty("name"));
        var policies = new GroupResource(context.Type.Group, mutating ? "mutatingadmissionpolicies" : "validatingadmissionpolicies");
        var policy = context.Snapshot.Get(new ObjectKey(policies, "", policyName));
        var kind = policy?.Spec.Map("paramKind");
        var verb = name.Length == 0 ? "list" : "get";
        var question = Question(context, verb, kind, out var resolved) with { Name = name, Namespace = reference.StringOrEmpty("namespace") };
        if (context.Services.Authorizer.Authorize(question).Allowed)
        {
            return;
        }

        var user = Text(context.Request.User);
        var everywhere = $"to determine minimum required permissions and user {user} does not have \"{verb}\" permission for all groups, versions and resources";
        errors.Forbidden(FieldPath.Of("spec", "paramRef"), policy is null ? $"unable to get policy {policyName} {everywhere}"
            : kind is not null && !resolved ? $"unable to resolve paramKind &{{{kind.StringOrEmpty("apiVersion")} {kind.StringOrEmpty("kind")}}} {everywhere}"
            : mutating ? $"user {verb} does not have \"{user}\" permission on the object referenced by paramRef"
            : $"user {user} does not have \"{verb}\" permission on the object referenced by paramRef");
    }

    // What cannot be resolved counts as everything.
    private static AuthorizationQuestion Question(WriteContext context, string verb, MapValue? kind, out bool resolved)
    {
        resolved = false;
        var question = new AuthorizationQuestion(context.Request.User, verb) { Group = "*", Version = "*", Resource = "*" };
        if (kind is null)
        {
            return question;
        }

        var version = GroupVersion.Parse(kind.StringOrEmpty("apiVersion"));
        var type = context.Services.Catalog.FindKind(version, kind.StringOrEmpty("kind"));
        resolved = type is not null;
        return question with { Group = version.Group, Version = version.Version, Resource = type?.Plural ?? "*" };
    }

    // Go's %v of a user.
    private static string Text(UserInfo user)
    {
        var extra = user.Extra.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}:[{string.Join(' ', e.Value)}]");
        return $"&{{{user.Name} {user.Uid} [{string.Join(' ', user.Groups)}] map[{string.Join(' ', extra)}]}}";
    }
}
