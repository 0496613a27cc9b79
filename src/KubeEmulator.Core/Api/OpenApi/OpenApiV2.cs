using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>Paths and types as an OpenAPI 2.0 document, without description texts.</summary>
internal static class OpenApiV2
{
    public static readonly MapValue Info = MapValue.Of(("title", "Kubernetes"), ("version", "1.36"));

    public static readonly MapValue SecuritySchemes =
        MapValue.Of(("BearerToken", MapValue.Of(("type", "apiKey"), ("name", "authorization"), ("in", "header"))));

    private const string Reference = "#/definitions/";
    private const string DeleteBody = "body-2Y1dVQaQ";
    private const string PatchBody = "body-78PwaGsr";

    /// <summary>The document of these paths and of every type they lead to.</summary>
    public static MapValue Document(IEnumerable<ApiPath> paths, CustomTypes custom)
    {
        var types = new TypeClosure(Reference, isV3: false, custom, _ => true);
        var items = new MapBuilder();
        foreach (var path in paths.OrderBy(p => p.Path, StringComparer.Ordinal))
        {
            items.Set(path.Path, Item(path, types));
        }

        var shared = SharedParameters(types);
        return MapValue.Of(
            ("swagger", "2.0"),
            ("info", Info),
            ("paths", items.Build()),
            ("definitions", types.Definitions()),
            ("parameters", shared),
            ("securityDefinitions", SecuritySchemes),
            ("security", ListValue.Of(MapValue.Of(("BearerToken", ListValue.Empty)))));
    }

    public static string Phrase(int code) => code switch { 201 => "Created", 202 => "Accepted", _ => "OK" };

    public static void Extensions(MapBuilder written, ApiOperation operation)
    {
        written["x-kubernetes-action"] = operation.Action is { } action ? StringValue.Of(action) : null;
        written["x-kubernetes-group-version-kind"] = operation.Kind is { } kind
            ? MapValue.Of(("group", kind.Group), ("kind", kind.Kind), ("version", kind.Version))
            : null;
    }

    private static MapValue Item(ApiPath path, TypeClosure types)
    {
        var common = path.Operations.Select(o => o.Parameters).Aggregate((a, b) => [.. a.Intersect(b)]);
        var item = new MapBuilder();
        foreach (var operation in path.Operations)
        {
            item.Set(operation.Method, Operation(operation, common, types));
        }

        var shared = common.Order(ParameterOrder.Instance).Select(n => Parameter(n, ofPatch: false)).ToList();
        item["parameters"] = shared.Count > 0 ? ListValue.From(shared) : null;
        return item.Build();
    }

    private static MapValue Operation(ApiOperation operation, IReadOnlyList<string> common, TypeClosure types)
    {
        var written = new MapBuilder();
        written["consumes"] = operation.Consumes.Count > 0 ? Words(operation.Consumes) : null;
        written.Set("produces", Words(operation.Produces));
        written.Set("schemes", ListValue.Of("https"));
        written.Set("tags", ListValue.Of(operation.Tag));
        written.Set("operationId", operation.Id);
        var parameters = Body(operation, types).Concat(operation.Parameters.Except(common).Order(ParameterOrder.Instance)
            .Select(n => Parameter(n, operation.Method == "patch"))).ToList();
        written["parameters"] = parameters.Count > 0 ? ListValue.From(parameters) : null;
        var answer = operation.Response == ApiOperation.Text ? MapValue.Of(("type", "string")) : types.Reference(operation.Response);
        var responses = new MapBuilder();
        foreach (var code in operation.Codes)
        {
            responses.Set(code.ToString(CultureInfo.InvariantCulture), MapValue.Of(("description", Phrase(code)), ("schema", answer)));
        }

        responses.Set("401", MapValue.Of(("description", "Unauthorized")));
        written.Set("responses", responses.Build());
        Extensions(written, operation);
        return written.Build();
    }

    private static IEnumerable<Value> Body(ApiOperation operation, TypeClosure types)
    {
        if (operation.Body is not { } body)
        {
            yield break;
        }

        var reference = types.Reference(body);
        yield return operation.Method switch
        {
            "patch" => MapValue.Of(("$ref", "#/parameters/" + PatchBody)),
            "delete" => MapValue.Of(("$ref", "#/parameters/" + DeleteBody)),
            _ => MapValue.Of(("name", "body"), ("in", "body"), ("required", true), ("schema", reference)),
        };
    }

    private static Value Parameter(string name, bool ofPatch) =>
        ApiParameters.SharedName(name, ofPatch) is { } shared ? MapValue.Of(("$ref", "#/parameters/" + shared)) : ApiParameters.V2(name);

    private static MapValue SharedParameters(TypeClosure types)
    {
        var shared = new MapBuilder
        {
            { DeleteBody, MapValue.Of(("name", "body"), ("in", "body"), ("schema", types.Reference(ApiNames.Meta + "DeleteOptions"))) },
            { PatchBody, MapValue.Of(("name", "body"), ("in", "body"), ("required", true), ("schema", types.Reference(ApiNames.Meta + "Patch"))) },
        };
        foreach (var (key, name) in ApiParameters.Shared())
        {
            shared.Set(key, ApiParameters.V2(name));
        }

        return shared.Build();
    }

    private static ListValue Words(IEnumerable<string> words) => ListValue.From(words.Select(w => (Value)w));
}
