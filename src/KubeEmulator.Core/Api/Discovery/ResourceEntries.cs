using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The entries of an APIResourceList: a resource and, as <c>resource/name</c>, its subresources.</summary>
internal static class ResourceEntries
{
    public static IEnumerable<Value> Of(ResourceType type)
    {
        var own = new MapBuilder
        {
            { "name", type.Plural },
            { "singularName", type.Singular },
            { "namespaced", type.Namespaced },
            { "kind", type.Kind },
            { "verbs", Words(type.Verbs) },
        };
        SetWords(own, "shortNames", type.ShortNames);
        SetWords(own, "categories", type.Categories);
        own["storageVersionHash"] = type.StorageVersionHash.Length > 0 ? StringValue.Of(type.StorageVersionHash) : null;
        yield return own.Build();
        foreach (var subresource in type.Subresources)
        {
            yield return Subresource(type, subresource);
        }
    }

    public static ListValue Words(IEnumerable<string> words) => ListValue.From(words.Select(w => (Value)w));

    public static void SetWords(MapBuilder map, string key, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            map.Set(key, Words(words));
        }
    }

    private static MapValue Subresource(ResourceType type, SubresourceType subresource)
    {
        var entry = new MapBuilder
        {
            { "name", $"{type.Plural}/{subresource.Name}" },
            { "singularName", "" },
            { "namespaced", type.Namespaced },
        };
        if (subresource.GroupVersion != type.GroupVersion)
        {
            entry.Set("group", subresource.GroupVersion.Group);
            entry.Set("version", subresource.GroupVersion.Version);
        }

        entry.Set("kind", subresource.Kind);
        entry.Set("verbs", Words(subresource.Verbs));
        return entry.Build();
    }
}
