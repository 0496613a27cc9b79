using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Schemas;

namespace KubeEmulator;

/// <summary>The built-in resources as served: their facts joined with what is special about each kind. Shared by all clusters of a process.</summary>
internal static class BuiltInCatalog
{
    private static readonly Lazy<ResourceCatalog> Stable = new(() => Build(unstable: false));
    private static readonly Lazy<ResourceCatalog> All = new(() => Build(unstable: true));

    /// <summary>The catalog; with alpha and beta versions where those are asked for.</summary>
    public static ResourceCatalog For(ClusterSettings settings) => settings.ServeUnstableVersions ? All.Value : Stable.Value;

    private static ResourceCatalog Build(bool unstable) => new(BuiltInResources.All.Where(r => unstable || r.EnabledByDefault).Select(TypeOf));

    private static ResourceType TypeOf(ResourceFacts facts) => new()
    {
        Group = facts.Group,
        Version = facts.Version,
        Kind = facts.Kind,
        Plural = facts.Plural,
        Singular = facts.Singular,
        ListKind = facts.ListKind,
        Namespaced = facts.Namespaced,
        ShortNames = facts.ShortNames,
        Categories = facts.Categories,
        Verbs = facts.Verbs,
        Subresources = [.. facts.Subresources.Select(s => new SubresourceType(s.Name, s.Kind.Kind, new(s.Kind.Group, s.Kind.Version), s.Verbs))],
        StorageVersion = facts.StorageVersion,
        StorageResource = facts.Group == "events.k8s.io" ? new("", facts.Plural) : facts.GroupResource,
        StorageVersionHash = facts.StorageVersionHash,
        SchemaSource = () => BuiltInSchemas.For(facts.GroupVersionKind) ?? Schema.Any,
        Columns = facts.Columns,
        Behavior = KindCatalog.For(facts.GroupResource),
    };
}
