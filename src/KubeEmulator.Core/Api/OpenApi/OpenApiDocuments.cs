using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// What <c>/openapi/v2</c> and <c>/openapi/v3</c> serve of a catalog. Documents are made when first asked for; those of the
/// built-in groups once per process, those of custom groups again only when a definition of the group changes.
/// </summary>
internal sealed class OpenApiDocuments
{
    private static readonly ConditionalWeakTable<ResourceCatalog, OpenApiDocuments> Known = [];
    private static readonly ConcurrentDictionary<string, OpenApiDocument> BuiltIn = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, OpenApiDocument> _v3 = new(StringComparer.Ordinal);
    private readonly Lazy<KubeObject> _index;

    private OpenApiDocuments(ResourceCatalog catalog)
    {
        foreach (var (path, about) in AboutPaths.Fixed)
        {
            _v3[path] = Shared(path, [about]);
        }

        foreach (var group in catalog.Types.Where(t => t.IsDescribed).GroupBy(t => t.GroupVersion))
        {
            List<ResourceType> types = [.. group];
            var isCustom = types.Exists(t => t.IsCustom);
            _v3[PathOf(group.Key)] = isCustom ? Custom(types) : BuiltIn.GetOrAdd(Content(types), content => BuiltInGroup(content, types));
            if (!isCustom && group.Key.Group.Length > 0)
            {
                _v3[$"apis/{group.Key.Group}"] = Shared($"apis/{group.Key.Group}", [AboutPaths.Group(group.Key.Group)]);
            }
        }

        _index = new(() => new KubeObject(Index()));
        var content = "v2 " + string.Concat(_v3.Select(d => d.Key + d.Value.Hash));
        V2 = new OpenApiDocument(content, () => WholeV2(catalog).ToUtf8Bytes());
        V2Protobuf = new OpenApiDocument(content, () => OpenApiProtobuf.Write(WholeV2(catalog)));
    }

    /// <summary><c>/openapi/v3</c>: every document with the address that names its hash.</summary>
    public KubeObject V3Index => _index.Value;

    /// <summary><c>/openapi/v2</c>: everything in one document.</summary>
    public OpenApiDocument V2 { get; }

    /// <summary>The same in protobuf, under the same hash.</summary>
    public OpenApiDocument V2Protobuf { get; }

    /// <summary>The documents of a catalog.</summary>
    public static OpenApiDocuments Of(ResourceCatalog catalog) => Known.GetValue(catalog, static c => new OpenApiDocuments(c));

    /// <summary>The document at <c>/openapi/v3/PATH</c> (<c>apis/apps/v1</c>); null where there is none.</summary>
    public OpenApiDocument? V3(string path) => _v3.GetValueOrDefault(path);

    private static string PathOf(GroupVersion version) => version.Group.Length == 0 ? $"api/{version.Version}" : $"apis/{version}";

    private static OpenApiDocument Shared(string path, IReadOnlyList<ApiPath> paths) =>
        BuiltIn.GetOrAdd(path, content => new OpenApiDocument(content, () => OpenApiV3.Document(paths, CustomTypes.None).ToUtf8Bytes()));

    private static OpenApiDocument BuiltInGroup(string content, List<ResourceType> types) => new(content, () => OpenApiV3.Document(
        [AboutPaths.Resources(types[0].GroupVersion), .. types.SelectMany(ResourcePaths.Of)], CustomTypes.None, types[0].GroupVersion).ToUtf8Bytes());

    private static OpenApiDocument Custom(List<ResourceType> types) =>
        new(Content(types), () => OpenApiV3.Document([.. types.SelectMany(ResourcePaths.Of)], new CustomTypes(types)).ToUtf8Bytes());

    // Two lists of types with the same content make the same document.
    private static string Content(List<ResourceType> types)
    {
        var content = new StringBuilder();
        foreach (var type in types)
        {
            content.Append(type).Append(' ').Append(type.Kind).Append(' ').Append(type.ListKind).Append(' ').Append(type.Namespaced).Append(' ')
                .AppendJoin(',', type.Verbs).Append(' ').AppendJoin(',', type.Subresources.Select(s => s.Name)).Append(' ')
                .AppendJoin(',', type.SelectableFields).Append(' ').Append(type.PublishedSchema).Append('\n');
        }

        return content.ToString();
    }

    private static MapValue WholeV2(ResourceCatalog catalog)
    {
        ResourceType[] described = [.. catalog.Types.Where(t => t.IsDescribed)];
        var about = AboutPaths.Fixed.Values
            .Concat(described.Where(t => !t.IsCustom && t.Group.Length > 0).Select(t => t.Group).Distinct().Select(AboutPaths.Group))
            .Concat(described.Where(t => !t.IsCustom).Select(t => t.GroupVersion).Distinct().Select(AboutPaths.Resources));
        return OpenApiV2.Document(about.Concat(described.SelectMany(ResourcePaths.Of)), new CustomTypes(described));
    }

    private MapValue Index()
    {
        var paths = new MapBuilder(_v3.Count);
        foreach (var (path, document) in _v3)
        {
            paths.Append(path, MapValue.Of(("serverRelativeURL", $"/openapi/v3/{path}?hash={document.Hash}")));
        }

        return MapValue.Of(("paths", paths.Build()));
    }
}
