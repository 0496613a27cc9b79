using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Paths and types as an OpenAPI 3.0 document, without description texts.</summary>
internal static class OpenApiV3
{
    private const string Reference = "#/components/schemas/";

    // The server of custom resources does not know these when it lists the groups that share a kind.
    private static readonly string[] UnknownToCustomResources = ["admission.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "imagepolicy.k8s.io"];

    /// <summary>A document of these paths and of every type they lead to.</summary>
    public static MapValue Document(IReadOnlyList<ApiPath> paths, CustomTypes custom, GroupVersion version = default)
    {
        var types = new TypeClosure(
            Reference,
            isV3: true,
            custom,
            served => custom.IsEmpty ? served.Group.Length == 0 || served == version : !UnknownToCustomResources.Contains(served.Group));
        var items = new MapBuilder(paths.Count);
        foreach (var path in paths.OrderBy(p => p.Path, StringComparer.Ordinal))
        {
            items.Set(path.Path, Item(path, types));
        }

        var components = new MapBuilder();
        components["schemas"] = types.Definitions() is { Count: > 0 } schemas ? schemas : null;
        components["securitySchemes"] = custom.IsEmpty ? OpenApiV2.SecuritySchemes : null;
        return MapValue.Of(
            ("openapi", "3.0.0"),
            ("info", custom.IsEmpty ? OpenApiV2.Info : MapValue.Of(("title", "Kubernetes CRD Swagger"), ("version", "v0.1.0"))),
            ("paths", items.Build()),
            ("components", components.Build()));
    }

    private static MapValue Item(ApiPath path, TypeClosure types)
    {
        // What all operations take stands once, beside them.
        var common = path.Operations.Select(o => o.Parameters).Aggregate((a, b) => [.. a.Intersect(b)]);
        var item = new MapBuilder();
        foreach (var operation in path.Operations)
        {
            item.Set(operation.Method, Operation(operation, common, types));
        }

        item["parameters"] = Parameters(common);
        return item.Build();
    }

    private static MapValue Operation(ApiOperation operation, IReadOnlyList<string> common, TypeClosure types)
    {
        var written = new MapBuilder { { "tags", ListValue.Of(operation.Tag) }, { "operationId", operation.Id } };
        written["parameters"] = Parameters([.. operation.Parameters.Except(common)]);
        if (operation.Body is { } body)
        {
            var request = new MapBuilder { { "content", Content(operation.Consumes, types.Reference(body)) } };
            request["required"] = operation.BodyRequired ? BoolValue.True : null;
            written.Set("requestBody", request.Build());
        }

        var answer = operation.Response == ApiOperation.Text ? MapValue.Of(("type", "string")) : types.Reference(operation.Response);
        var responses = new MapBuilder();
        foreach (var code in operation.Codes)
        {
            responses.Set(code.ToString(System.Globalization.CultureInfo.InvariantCulture), MapValue.Of(("description", OpenApiV2.Phrase(code)), ("content", Content(operation.Produces, answer))));
        }

        responses.Set("401", MapValue.Of(("description", "Unauthorized")));
        written.Set("responses", responses.Build());
        OpenApiV2.Extensions(written, operation);
        return written.Build();
    }

    private static MapValue Content(IEnumerable<string> media, MapValue schema)
    {
        var content = new MapBuilder();
        foreach (var type in media.Order(StringComparer.Ordinal))
        {
            content.Set(type, MapValue.Of(("schema", schema)));
        }

        return content.Build();
    }

    private static ListValue? Parameters(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : ListValue.From(names.Order(ParameterOrder.Instance).Select(n => (Value)ApiParameters.V3(n)));
}
