using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>The paths and operations of one resource; apiserver's <c>pkg/endpoints/installer.go</c> and apiextensions' openapi builder.</summary>
internal sealed class ResourcePaths
{
    private readonly ResourceType _type;
    private readonly string _base;
    private readonly string _name;
    private readonly string _scope;
    private readonly string _tag;
    private readonly string _object;
    private readonly string[] _place;

    private ResourcePaths(ResourceType type)
    {
        _type = type;
        _base = type.Group.Length == 0 ? $"/api/{type.Version}" : $"/apis/{type.Group}/{type.Version}";
        _name = ApiNames.Operation(type.GroupVersion);
        _scope = type.Namespaced ? "Namespaced" : "";
        _tag = ApiNames.Tag(type.GroupVersion);
        _object = ApiNames.Definition(Kind);
        _place = type.Namespaced ? ["namespace"] : [];
    }

    private GroupVersionKind Kind => new(_type.Group, _type.Version, _type.Kind);

    private string[] Documents => _type.IsCustom ? ApiMedia.CustomDocuments : ApiMedia.Documents;

    private string[] Bodies => _type.IsCustom ? ApiMedia.CustomDocuments : ApiMedia.Any;

    /// <summary>All paths, those of the subresources too.</summary>
    public static IEnumerable<ApiPath> Of(ResourceType type)
    {
        var paths = new ResourcePaths(type);
        return paths.Collections().Concat(paths.Items()).Concat(type.Subresources.SelectMany(paths.Subresource)).Where(p => p.Operations.Count > 0);
    }

    private IEnumerable<ApiPath> Collections()
    {
        var inNamespace = _type.Namespaced ? "/namespaces/{namespace}" : "";
        yield return new ApiPath($"{_base}{inNamespace}/{_type.Plural}", [.. CollectionOperations()]);
        if (_type.Namespaced && Allows("list"))
        {
            yield return new ApiPath($"{_base}/{_type.Plural}", [List($"list{_name}{_type.Kind}ForAllNamespaces", [])]);
        }

        if (!Allows("watch") || _type.IsCustom)
        {
            yield break;
        }

        yield return new ApiPath($"{_base}/watch{inNamespace}/{_type.Plural}", [Watch($"watch{_name}{_scope}{_type.Kind}List", "watchlist", _place)]);
        if (_type.Namespaced)
        {
            yield return new ApiPath($"{_base}/watch/{_type.Plural}", [Watch($"watch{_name}{_type.Kind}ListForAllNamespaces", "watchlist", [])]);
        }
    }

    private IEnumerable<ApiOperation> CollectionOperations()
    {
        if (Allows("list"))
        {
            yield return List($"list{_name}{_scope}{_type.Kind}", _place);
        }

        if (Allows("create"))
        {
            yield return Write("post", "create", "", Kind, _object, [200, 201, 202], []);
        }

        if (Allows("deletecollection"))
        {
            // The builder for custom resources describes a deletion of many like a list.
            string[] query = _type.IsCustom ? ApiParameters.List : [.. ApiParameters.List.Except(["allowWatchBookmarks", "watch"]), .. ApiParameters.Delete];
            yield return Operation("delete", $"delete{_name}Collection{_scope}{_type.Kind}", "deletecollection", Kind, ApiNames.Meta + "Status", [.. _place, "pretty", .. query]) with
            {
                Body = _type.IsCustom ? null : ApiNames.Meta + "DeleteOptions",
                BodyRequired = false,
                Consumes = Bodies,
            };
        }
    }

    private IEnumerable<ApiPath> Items()
    {
        var operations = new List<ApiOperation>();
        if (Allows("get"))
        {
            operations.Add(Read("", Kind, _object));
        }

        if (Allows("update"))
        {
            operations.Add(Write("put", "replace", "", Kind, _object, [200, 201], ["name"]));
        }

        if (Allows("delete"))
        {
            operations.Add(Operation("delete", $"delete{_name}{_scope}{_type.Kind}", "delete", Kind, _type.DeleteReturnsObject ? _object : ApiNames.Meta + "Status", [.. _place, "name", "pretty", .. ApiParameters.Delete]) with
            {
                Body = ApiNames.Meta + "DeleteOptions",
                BodyRequired = false,
                Consumes = Bodies,
                Codes = [200, 202],
            });
        }

        if (Allows("patch"))
        {
            operations.Add(Patch("", Kind, _object));
        }

        yield return new ApiPath(ItemPath(""), operations);
        if (Allows("watch") && Allows("get") && !_type.IsCustom)
        {
            yield return new ApiPath(ItemPath("/watch"), [Watch($"watch{_name}{_scope}{_type.Kind}", "watch", [.. _place, "name"])]);
        }
    }

    private IEnumerable<ApiPath> Subresource(SubresourceType subresource)
    {
        var path = $"{ItemPath("")}/{subresource.Name}";
        if (subresource.Kind.EndsWith("Options", StringComparison.Ordinal))
        {
            return ConnectPaths.Of(_type, subresource, path, $"{_name}{{0}}{_scope}{_type.Kind}{ApiNames.Capital(subresource.Name)}", _tag, _place);
        }

        var own = new GroupVersionKind(subresource.GroupVersion.Group, subresource.GroupVersion.Version, subresource.Kind);
        var kind = _type.IsCustom ? Kind : own;
        var type = subresource.Name == "log" ? ApiOperation.Text : ApiNames.Definition(own);
        var suffix = ApiNames.Capital(subresource.Name);
        var operations = new List<ApiOperation>();
        foreach (var verb in (string[])["get", "create", "update", "patch"])
        {
            if (subresource.Verbs.Contains(verb))
            {
                operations.Add(verb switch
                {
                    "get" => subresource.Name == "log" ? Log(suffix, kind) : Read(suffix, kind, type),
                    "create" => Write("post", "create", suffix, kind, type, [200, 201, 202], ["name"]),
                    "update" => Write("put", "replace", suffix, kind, type, [200, 201], ["name"]),
                    _ => Patch(suffix, kind, type),
                });
            }
        }

        return [new ApiPath(path, operations)];
    }

    private ApiOperation Log(string suffix, GroupVersionKind kind) => Read(suffix, kind, ApiOperation.Text) with
    {
        Parameters =
        [
            .. _place, "name", "pretty", "container", "follow", "insecureSkipTLSVerifyBackend", "limitBytes", "previous", "sinceSeconds", "stream",
            "tailLines", "timestamps",
        ],
        Produces = ApiMedia.Log,
    };

    private ApiOperation Read(string suffix, GroupVersionKind kind, string type) =>
        Operation("get", $"read{_name}{_scope}{_type.Kind}{suffix}", "get", kind, type, [.. _place, "name", "pretty", .. _type.IsCustom ? (string[])["resourceVersion"] : []]);

    private ApiOperation Write(string method, string verb, string suffix, GroupVersionKind kind, string type, int[] codes, string[] place) =>
        Operation(method, $"{verb}{_name}{_scope}{_type.Kind}{suffix}", method, kind, type, [.. _place, .. place, .. suffix.Length > 0 && place.Length == 0 ? (string[])["name"] : [], "pretty", .. ApiParameters.Write]) with
        {
            Body = type,
            Consumes = Bodies,
            Codes = codes,
        };

    private ApiOperation Patch(string suffix, GroupVersionKind kind, string type) =>
        Operation("patch", $"patch{_name}{_scope}{_type.Kind}{suffix}", "patch", kind, type, [.. _place, "name", "pretty", .. ApiParameters.Write, "force"]) with
        {
            Body = ApiNames.Meta + "Patch",
            Consumes = _type.IsCustom ? ApiMedia.CustomPatches : ApiMedia.Patches,
            Codes = _type.IsCustom ? [200] : [200, 201],
        };

    private ApiOperation List(string id, string[] place) =>
        Operation("get", id, "list", Kind, ApiNames.Definition(Kind with { Kind = _type.ListKind }), [.. place, "pretty", .. ApiParameters.List]) with
        {
            Produces = _type.IsCustom ? ApiMedia.CustomDocuments : ApiMedia.Lists,
        };

    private ApiOperation Watch(string id, string action, string[] place) =>
        Operation("get", id, action, Kind, ApiNames.Meta + "WatchEvent", [.. place, "pretty", .. ApiParameters.List]) with { Produces = ApiMedia.Lists };

    private ApiOperation Operation(string method, string id, string action, GroupVersionKind kind, string response, string[] parameters) => new()
    {
        Method = method,
        Id = id,
        Tag = _tag,
        Action = action,
        Kind = kind,
        Parameters = parameters,
        Response = response,
        Produces = Documents,
        Consumes = Bodies,
    };

    private string ItemPath(string watch) => $"{_base}{watch}{(_type.Namespaced ? "/namespaces/{namespace}" : "")}/{_type.Plural}/{{name}}";

    private bool Allows(string verb) => _type.Verbs.Contains(verb);
}
