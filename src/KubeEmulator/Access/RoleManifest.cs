using KubeEmulator.Access;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>A manifest of roles and bindings, and what it grants a user.</summary>
internal static class RoleManifest
{
    private const string Group = "rbac.authorization.k8s.io/";

    /// <exception cref="ManifestException">The text is malformed.</exception>
    public static IReadOnlyList<GrantedRule> Read(string manifest, UserInfo user)
    {
        KubeObject[] objects = [.. ManifestReader.Read(manifest).Select(d => new KubeObject(d)).Where(o => o.ApiVersion.StartsWith(Group, StringComparison.Ordinal))];
        KubeObject[] roles = [.. objects.Where(o => o.Kind is "Role" or "ClusterRole")];
        KubeObject[] bindings = [.. objects.Where(o => o.Kind is "RoleBinding" or "ClusterRoleBinding")];
        return bindings.Length == 0
            ? [.. roles.SelectMany(role => Rules(role, SpaceOf(role)))]
            : [.. bindings.Where(b => IsFor(b, user)).SelectMany(b => Bound(b, roles))];
    }

    private static IEnumerable<GrantedRule> Bound(KubeObject binding, KubeObject[] roles)
    {
        var space = binding.Kind == "RoleBinding" ? SpaceOf(binding) : "";
        var (kind, name) = (binding.Root.StringAt("roleRef", "kind"), binding.Root.StringAt("roleRef", "name"));
        return roles.Where(role => role.Kind == kind && role.Name == name && (kind != "Role" || SpaceOf(role) == space)).SelectMany(role => Rules(role, space));
    }

    private static IEnumerable<GrantedRule> Rules(KubeObject role, string space) =>
        role.Root.Maps("rules").Select(rule => new GrantedRule($"{role.Kind} {role.Name}", space, new PolicyRule(rule)));

    // A manifest that leaves out the namespace means the one that it is applied to.
    private static string SpaceOf(KubeObject found) => found.Kind is "ClusterRole" or "ClusterRoleBinding" ? "" : found.Namespace.Length == 0 ? "default" : found.Namespace;

    private static bool IsFor(KubeObject binding, UserInfo user) => binding.Root.Maps("subjects").Any(subject => subject.String("kind") switch
    {
        "Group" => user.Groups.Contains(subject.StringOrEmpty("name")),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{(subject.String("namespace") is { Length: > 0 } space ? space : SpaceOf(binding))}:{subject.StringOrEmpty("name")}",
        _ => user.Name == subject.StringOrEmpty("name"),
    });
}
