using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>
/// RBAC over the newest snapshot: nothing is cached that could be stale. Upstream:
/// <c>plugin/pkg/auth/authorizer/rbac/rbac.go</c>.
/// </summary>
internal sealed class RbacAuthorizer(ObjectStore store) : IAuthorizer, IRuleResolver
{
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly GroupResource Roles = new(Group, "roles");
    private static readonly GroupResource ClusterRoles = new(Group, "clusterroles");
    private static readonly GroupResource RoleBindings = new(Group, "rolebindings");
    private static readonly GroupResource ClusterRoleBindings = new(Group, "clusterrolebindings");

    public AuthorizationDecision Authorize(AuthorizationQuestion question)
    {
        string? reason = null;
        List<string>? errors = null;
        Visit(question.User, question.Namespace, (source, rule, error) =>
        {
            if (error is not null)
            {
                (errors ??= []).Add(error);
            }
            else if (rule!.Allows(question))
            {
                reason = $"RBAC: allowed by {source!()}";
                return false;
            }

            return true;
        });
        return reason is not null
            ? new AuthorizationDecision(true, false, reason)
            : new AuthorizationDecision(false, false, errors is null ? "" : $"RBAC: {Aggregate(errors)}");
    }

    public (IReadOnlyList<MapValue> Rules, string Error) RulesFor(UserInfo user, string @namespace)
    {
        var rules = new List<MapValue>();
        var errors = new List<string>();
        Visit(user, @namespace, (_, rule, error) =>
        {
            if (error is not null)
            {
                errors.Add(error);
            }
            else
            {
                rules.Add(rule!.Document);
            }

            return true;
        });
        return (rules, Aggregate(errors));
    }

    private static string Aggregate(List<string> errors)
    {
        var distinct = errors.Distinct(StringComparer.Ordinal).ToArray();
        return distinct.Length == 1 ? distinct[0] : distinct.Length == 0 ? "" : $"[{string.Join(", ", distinct)}]";
    }

    // The visitor answers whether to go on. Sources are worded only when asked for.
    private void Visit(UserInfo user, string @namespace, Func<Func<string>?, PolicyRule?, string?, bool> visit)
    {
        var snapshot = store.Current;
        foreach (var binding in snapshot.List(ClusterRoleBindings))
        {
            if (!VisitBinding(snapshot, binding, user, "", visit))
            {
                return;
            }
        }

        if (@namespace.Length == 0)
        {
            return;
        }

        foreach (var binding in snapshot.List(RoleBindings, @namespace))
        {
            if (!VisitBinding(snapshot, binding, user, @namespace, visit))
            {
                return;
            }
        }
    }

    private static bool VisitBinding(Snapshot snapshot, KubeObject binding, UserInfo user, string @namespace, Func<Func<string>?, PolicyRule?, string?, bool> visit)
    {
        var subjects = BindingSubjects.Of(binding);
        if (subjects.Find(user) is not { } subject)
        {
            return true;
        }

        var (resource, space) = subjects.RoleKind == "Role" ? (Roles, @namespace) : (ClusterRoles, "");
        if (subjects.RoleKind is not ("Role" or "ClusterRole"))
        {
            return visit(null, null, $"unsupported role reference kind: {GoText.Quote(subjects.RoleKind)}");
        }

        if (snapshot.Get(new ObjectKey(resource, space, subjects.RoleName)) is not { } role)
        {
            return visit(null, null, $"{resource.Resource[..^1]}.{Group} {GoText.Quote(subjects.RoleName)} not found");
        }

        foreach (var rule in ParsedRules.Of(role))
        {
            if (!visit(() => Describe(binding, subjects, subject), rule, null))
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe(KubeObject binding, BindingSubjects subjects, string subject)
    {
        var (kind, name) = binding.Namespace.Length == 0 ? ("ClusterRoleBinding", binding.Name) : ("RoleBinding", $"{binding.Name}/{binding.Namespace}");
        return $"{kind} {GoText.Quote(name)} of {subjects.RoleKind} {GoText.Quote(subjects.RoleName)} to {subject}";
    }
}
