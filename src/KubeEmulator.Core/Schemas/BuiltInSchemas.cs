using System.Collections.Concurrent;
using System.Collections.Frozen;
using KubeEmulator.Objects;

namespace KubeEmulator.Schemas;

/// <summary>The schemas of the built-in types, made when first asked for and shared by all clusters of the process.</summary>
internal static class BuiltInSchemas
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";

    private static readonly ConcurrentDictionary<string, Schema?> Known = new(StringComparer.Ordinal);
    private static readonly Lazy<FrozenDictionary<string, string>> Packages = new(() => BuiltInResources.Groups.ToFrozenDictionary(g => g.Name, g => g.Package, StringComparer.Ordinal));

    /// <summary><c>ObjectMeta</c>, which custom resources share.</summary>
    public static Schema ObjectMeta => Named($"{Meta}.ObjectMeta")!;

    /// <summary>
    /// The schema of a kind: a resource, its list, what a subresource speaks, the kinds of meta/v1 (Status, ...), and
    /// DeleteOptions and WatchEvent of any group. Null for kinds that are not built in.
    /// </summary>
    public static Schema? For(GroupVersionKind kind) =>
        Named(NameOf(kind)) ?? (IsMeta(kind) ? Named($"{Meta}.{kind.Kind}") : null);

    /// <summary>The OpenAPI name of a built-in kind: <c>io.k8s.api.apps.v1.Deployment</c>; that there is such a type is not checked.</summary>
    public static string NameOf(GroupVersionKind kind) =>
        Packages.Value.TryGetValue(kind.Group, out var package) ? $"{package}.{kind.Version}.{kind.Kind}" : $"{kind.Group}.{kind.Version}.{kind.Kind}";

    // Every group has these two; the others are of the core group or, rarely, named by meta.k8s.io.
    private static bool IsMeta(GroupVersionKind kind) =>
        kind.Kind is "DeleteOptions" or "WatchEvent" || (kind.Version == "v1" && kind.Group is "" or "meta.k8s.io");

    /// <summary>The schema of a type by its OpenAPI name; null where there is no such type.</summary>
    public static Schema? Named(string name)
    {
        if (Known.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = LeafSchemas.Named(name) ?? (FactFiles.Type(name) is { } facts ? BuiltInSchemaReader.Read(name, facts) : null);

        // Unknown names come from requests and are not kept. A lost race makes the schema twice; all then share the first.
        return made is null ? null : Known.GetOrAdd(name, made);
    }
}
