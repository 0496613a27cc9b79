using System.Security.Cryptography;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>An APIGroupDiscoveryList (apidiscovery.k8s.io/v2): all groups with their resources in one document.</summary>
internal sealed class AggregatedDiscovery
{
    private AggregatedDiscovery(KubeObject document)
    {
        Document = document;
        ETag = Convert.ToHexString(SHA512.HashData(document.Utf8.Span));
    }

    /// <summary>The document.</summary>
    public KubeObject Document { get; }

    /// <summary>What the ETag header says, without its quotes.</summary>
    public string ETag { get; }

    public static AggregatedDiscovery Of(
        IEnumerable<string> groups,
        Func<string, IEnumerable<string>> versions,
        Func<GroupVersion, IEnumerable<ResourceType>> types) => new(new KubeObject(MapValue.Of(
            ("kind", "APIGroupDiscoveryList"),
            ("apiVersion", "apidiscovery.k8s.io/v2"),
            ("metadata", MapValue.Empty),
            ("items", ListValue.From(groups.Select(group => (Value)MapValue.Of(
                ("metadata", group.Length == 0 ? MapValue.Empty : MapValue.Of(("name", group))),
                ("versions", ListValue.From(versions(group).Select(version => (Value)MapValue.Of(
                    ("version", version),
                    ("resources", ListValue.From(types(new GroupVersion(group, version)).Select(Resource))),
                    ("freshness", "Current"))))))))))));

    private static Value Resource(ResourceType type)
    {
        var entry = new MapBuilder
        {
            { "resource", type.Plural },
            { "responseKind", ResponseKind(type, type.GroupVersion, type.Kind) },
            { "scope", type.Namespaced ? "Namespaced" : "Cluster" },
            { "singularResource", type.Singular },
            { "verbs", ResourceEntries.Words(type.Verbs) },
        };
        ResourceEntries.SetWords(entry, "shortNames", type.ShortNames);
        ResourceEntries.SetWords(entry, "categories", type.Categories);
        if (type.Subresources.Count > 0)
        {
            entry.Set("subresources", ListValue.From(type.Subresources.Select(s => (Value)MapValue.Of(
                ("subresource", s.Name),
                ("responseKind", ResponseKind(type, s.GroupVersion, s.Kind)),
                ("verbs", ResourceEntries.Words(s.Verbs))))));
        }

        return entry.Build();
    }

    // The server leaves group and version empty where they are the resource's own, but writes them for custom resources.
    private static MapValue ResponseKind(ResourceType type, GroupVersion version, string kind)
    {
        var same = version == type.GroupVersion && !type.IsCustom;
        return MapValue.Of(("group", same ? "" : version.Group), ("version", same ? "" : version.Version), ("kind", kind));
    }
}
