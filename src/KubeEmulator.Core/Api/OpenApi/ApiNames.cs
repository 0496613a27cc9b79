using KubeEmulator.Objects;
using KubeEmulator.Schemas;

namespace KubeEmulator.Api;

/// <summary>The names that OpenAPI documents give to groups and types.</summary>
internal static class ApiNames
{
    public const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    /// <summary><c>AppsV1</c>, <c>RbacAuthorizationV1</c>, <c>AnchorExampleComV1</c>: what stands in operationIds.</summary>
    public static string Operation(GroupVersion version) => Group(version.Group) + Capital(version.Version);

    /// <summary><c>apps_v1</c>, <c>rbacAuthorization_v1</c>.</summary>
    public static string Tag(GroupVersion version) => $"{Tag(version.Group)}_{version.Version}";

    /// <summary><c>apps</c>, <c>rbacAuthorization</c>.</summary>
    public static string Tag(string group) => Group(group) is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary><c>Core</c>, <c>Apps</c>, <c>RbacAuthorization</c>: the k8s.io at the end is left out.</summary>
    public static string Group(string group)
    {
        var words = group.Length == 0 ? "core" : group.EndsWith(".k8s.io", StringComparison.Ordinal) ? group[..^7] : group;
        return string.Concat(words.Split('.').Select(Capital));
    }

    public static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>The definition's name: <c>io.k8s.api.apps.v1.Deployment</c>, <c>com.example.anchor.v1.Gadget</c>.</summary>
    public static string Definition(GroupVersionKind kind) => BuiltInResources.Groups.Any(g => g.Name == kind.Group)
        ? BuiltInSchemas.NameOf(kind)
        : $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";
}
