using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>All resources that a cluster serves. Immutable: a changed CustomResourceDefinition swaps the whole catalog.</summary>
public sealed class ResourceCatalog
{
    /// <summary>A catalog of nothing.</summary>
    public static readonly ResourceCatalog Empty = new([]);

    private readonly Dictionary<(string Group, string Version, string Plural), ResourceType> _byName = [];
    private readonly Dictionary<(string Group, string Version, string Kind), ResourceType> _byKind = [];
    private readonly Dictionary<GroupResource, ResourceType> _byStorage = [];

    /// <summary>A catalog of the given types.</summary>
    public ResourceCatalog(IEnumerable<ResourceType> types)
    {
        Types = [.. types];
        foreach (var type in Types)
        {
            _byName[(type.Group, type.Version, type.Plural)] = type;
            _byKind.TryAdd((type.Group, type.Version, type.Kind), type);
            if (!_byStorage.TryGetValue(type.StorageResource, out var known) || (known.GroupVersion != known.StorageVersion && type.GroupVersion == type.StorageVersion))
            {
                _byStorage[type.StorageResource] = type;
            }
        }
    }

    /// <summary>Every type in every served version.</summary>
    public IReadOnlyList<ResourceType> Types { get; }

    /// <summary>The type behind a URL's group, version and plural name; null where it is not served.</summary>
    public ResourceType? Find(string group, string version, string plural) => _byName.GetValueOrDefault((group, version, plural));

    /// <summary>The type of a kind in a version; null where it is not served.</summary>
    public ResourceType? FindKind(GroupVersion version, string kind) => _byKind.GetValueOrDefault((version.Group, version.Version, kind));

    /// <summary>The type that stored objects of a resource are in (its storage version where that is served).</summary>
    public ResourceType? FindStored(GroupResource resource) => _byStorage.GetValueOrDefault(resource);

    /// <summary>A resource in its preferred (storage or first served) version, whatever the version.</summary>
    public ResourceType? FindAnyVersion(GroupResource resource) =>
        _byStorage.GetValueOrDefault(resource) ?? Types.FirstOrDefault(t => t.GroupResource == resource);

    /// <summary>Whether any version of a group is served.</summary>
    public bool HasGroup(string group) => Types.Any(t => t.Group == group);

    /// <summary>This catalog with the custom resources replaced.</summary>
    public ResourceCatalog WithCustom(IEnumerable<ResourceType> custom) => new(Types.Where(t => !t.IsCustom).Concat(custom));
}
