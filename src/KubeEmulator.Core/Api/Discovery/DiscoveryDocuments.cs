using System.Runtime.CompilerServices;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// What <c>/api</c> and <c>/apis</c> tell of a catalog. A catalog is immutable, so each document is made once, when first
/// asked for, and shared by every cluster that serves this catalog.
/// </summary>
internal sealed class DiscoveryDocuments
{
    private static readonly ConditionalWeakTable<ResourceCatalog, DiscoveryDocuments> Known = [];

    private readonly ILookup<string, ResourceType> _byGroup;
    private readonly List<string> _groups;
    private readonly Lazy<KubeObject> _groupList;
    private readonly Lazy<AggregatedDiscovery> _core;
    private readonly Lazy<AggregatedDiscovery> _named;

    private DiscoveryDocuments(ResourceCatalog catalog)
    {
        _byGroup = catalog.Types.ToLookup(t => t.Group);
        _groups = [.. _byGroup.Select(g => g.Key).Where(g => g.Length > 0).OrderBy(PositionOf).ThenBy(g => g, StringComparer.Ordinal)];
        _groupList = new(() => new KubeObject(MapValue.Of(
            ("kind", "APIGroupList"),
            ("apiVersion", "v1"),
            ("groups", ListValue.From(_groups.Select(g => (Value)GroupBody(g, new MapBuilder())))))));
        _core = new(() => AggregatedDiscovery.Of([""], Versions, Types));
        _named = new(() => AggregatedDiscovery.Of(_groups, Versions, Types));
    }

    /// <summary><c>/apis</c>: the APIGroupList.</summary>
    public KubeObject GroupList => _groupList.Value;

    /// <summary><c>/api</c> for clients that accept the aggregated form.</summary>
    public AggregatedDiscovery CoreAggregated => _core.Value;

    /// <summary><c>/apis</c> for clients that accept the aggregated form.</summary>
    public AggregatedDiscovery Aggregated => _named.Value;

    /// <summary>The documents of a catalog.</summary>
    public static DiscoveryDocuments Of(ResourceCatalog catalog) => Known.GetValue(catalog, static c => new DiscoveryDocuments(c));

    /// <summary><c>/api</c>: the versions of the core group and where the server is reached.</summary>
    public static MapValue CoreVersions(string serverAddress) => MapValue.Of(
        ("kind", "APIVersions"),
        ("versions", ListValue.Of("v1")),
        ("serverAddressByClientCIDRs", ListValue.Of(MapValue.Of(("clientCIDR", "0.0.0.0/0"), ("serverAddress", serverAddress)))));

    /// <summary><c>/apis/GROUP</c>; null where the group is not served.</summary>
    public MapValue? Group(string group) =>
        group.Length > 0 && _byGroup.Contains(group) ? GroupBody(group, new MapBuilder { { "kind", "APIGroup" }, { "apiVersion", "v1" } }) : null;

    /// <summary><c>/api/v1</c> and <c>/apis/GROUP/VERSION</c>; null where the version is not served.</summary>
    public MapValue? Resources(GroupVersion version)
    {
        var types = Types(version).ToList();
        if (types.Count == 0)
        {
            return null;
        }

        // The core group's list has never said its own apiVersion.
        var list = new MapBuilder { { "kind", "APIResourceList" } };
        list["apiVersion"] = version.Group.Length > 0 ? StringValue.Of("v1") : null;
        list.Set("groupVersion", version.ToString());
        list.Set("resources", ListValue.From(types.SelectMany(ResourceEntries.Of)));
        return list.Build();
    }

    private MapValue GroupBody(string group, MapBuilder body)
    {
        var versions = Versions(group).Select(v => Version(new GroupVersion(group, v))).ToList();
        body.Set("name", group);
        body.Set("versions", ListValue.From(versions));
        body.Set("preferredVersion", versions[0]);
        return body.Build();
    }

    private static Value Version(GroupVersion version) => MapValue.Of(("groupVersion", version.ToString()), ("version", version.Version));

    private IEnumerable<string> Versions(string group) => _byGroup[group].Select(t => t.Version).Distinct().Order(VersionPriority.BestFirst);

    private IEnumerable<ResourceType> Types(GroupVersion version) =>
        _byGroup[version.Group].Where(t => t.Version == version.Version).OrderBy(t => t.Plural, StringComparer.Ordinal);

    // Built-in groups by the priority of their APIServices, then those of definitions by name, and last those of metrics servers.
    private int PositionOf(string group)
    {
        for (var i = 0; i < BuiltInResources.Groups.Count; i++)
        {
            if (BuiltInResources.Groups[i].Name == group)
            {
                return i;
            }
        }

        return _byGroup[group].Any(t => t.IsCustom) ? int.MaxValue - 1 : int.MaxValue;
    }
}
