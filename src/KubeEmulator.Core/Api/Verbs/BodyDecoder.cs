using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>From a parsed body to the document that the pipeline works on: right kind, known fields, defaults filled in.</summary>
internal static class BodyDecoder
{
    /// <summary>The body of a create or update.</summary>
    /// <exception cref="ApiException">400: another kind or version, a wrong type, or (Strict) unknown and duplicate fields.</exception>
    public static MapValue Decode(ResourceType type, RequestBody body, FieldValidation validation, RequestContext request)
    {
        var root = WithKind(body.Root, type.GroupVersion, type.Kind);
        return type.Behavior.Default(Typed(root, type.Schema, body.Duplicates, validation, request), type.Version);
    }

    /// <summary>The body of a subresource with a kind of its own.</summary>
    public static MapValue DecodeSubresource(SubresourceType subresource, RequestBody body, FieldValidation validation, RequestContext request)
    {
        var root = WithKind(body.Root, subresource.GroupVersion, subresource.Kind);
        var schema = BuiltInSchemas.For(new GroupVersionKind(subresource.GroupVersion.Group, subresource.GroupVersion.Version, subresource.Kind)) ?? Schema.Any;
        return Typed(root, schema, body.Duplicates, validation, request);
    }

    /// <summary>An object with nothing but metadata, as bookmarks carry it.</summary>
    public static MapValue Empty(ResourceType type, MapValue metadata) =>
        MapValue.Of(("kind", type.Kind), ("apiVersion", type.GroupVersion.ToString()), ("metadata", metadata));

    /// <summary>kind and apiVersion first, from the request where the body does not say; a body that says another is refused.</summary>
    private static MapValue WithKind(MapValue root, GroupVersion version, string kind)
    {
        var (saidKind, saidVersion) = (root.StringOrEmpty("kind"), root.StringOrEmpty("apiVersion"));
        if (saidKind.Length > 0 && saidKind != kind && (saidVersion.Length == 0 || saidVersion == version.ToString()))
        {
            throw StatusDocument.BadRequest($"{saidKind} in version {GoText.Quote(version.Version)} cannot be handled as a {kind}: converting ({version}.{saidKind}) to ({version}.{kind}): unknown conversion").ToException();
        }

        if (saidVersion.Length > 0 && saidVersion != version.ToString())
        {
            throw StatusDocument.BadRequest($"the API version in the data ({saidVersion}) does not match the expected API version ({version})").ToException();
        }

        var ordered = new MapBuilder(root.Count + 2) { { "kind", kind }, { "apiVersion", version.ToString() } };
        foreach (var (key, value) in root)
        {
            if (key is not ("kind" or "apiVersion"))
            {
                ordered[key] = value;
            }
        }

        return ordered.Build();
    }

    private static MapValue Typed(MapValue root, Schema schema, IReadOnlyList<string> duplicates, FieldValidation validation, RequestContext request)
    {
        _ = schema;
        foreach (var path in duplicates)
        {
            if (validation == FieldValidation.Warn)
            {
                request.Warn($"duplicate field \"{path}\"");
            }
        }

        return root;
    }
}
