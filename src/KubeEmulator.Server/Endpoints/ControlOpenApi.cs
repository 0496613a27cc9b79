using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>Describes the control API as an OpenAPI 3 document.</summary>
internal static class ControlOpenApi
{
    public static MapValue Describe(IReadOnlyList<IControlEndpoint> endpoints)
    {
        var paths = new MapBuilder();
        foreach (var group in endpoints.GroupBy(e => e.Path.Trim('/')).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var operations = new MapBuilder();
            foreach (var endpoint in group)
            {
                operations[endpoint.Method.ToLowerInvariant()] = Operation(endpoint);
            }

            paths[$"/emulator/v1/{group.Key}"] = operations.Build();
        }

        return MapValue.Of(
            ("openapi", "3.0.0"),
            ("info", MapValue.Of(("title", "KubeEmulator control API"), ("version", EmulatorVersion.Text))),
            ("paths", paths.Build()));
    }

    private static MapValue Operation(IControlEndpoint endpoint)
    {
        var operation = new MapBuilder { { "summary", endpoint.Summary } };
        var parameters = ControlPath.Names(endpoint.Path).Select(name => Parameter(name, "path", "string", "", true))
            .Concat(endpoint.Parameters.Where(p => p.InQuery).Select(p => Parameter(p.Name, "query", p.Type, p.Description, p.IsRequired)))
            .ToArray();
        if (parameters.Length > 0)
        {
            operation["parameters"] = ListValue.From(parameters);
        }

        ControlParameter[] members = [.. endpoint.Parameters.Where(p => !p.InQuery)];
        if (members.Length > 0)
        {
            operation["requestBody"] = MapValue.Of(("content", MapValue.Of(("application/json", MapValue.Of(("schema", Body(members)))))));
        }

        operation["responses"] = MapValue.Of(
            ("200", MapValue.Of(("description", "The answer."))),
            ("204", MapValue.Of(("description", "Done; there is nothing to answer."))),
            ("default", MapValue.Of(("description", "A Kubernetes Status that says why it was refused."))));
        return operation.Build();
    }

    private static Value Parameter(string name, string place, string type, string description, bool isRequired) => MapValue.Of(
        ("name", name),
        ("in", place),
        ("description", description),
        ("required", isRequired),
        ("schema", Schema(type)));

    private static MapValue Body(ControlParameter[] members)
    {
        var properties = new MapBuilder();
        foreach (var member in members)
        {
            properties[member.Name] = Schema(member.Type).With("description", member.Description);
        }

        var schema = MapValue.Of(("type", "object"), ("properties", properties.Build()));
        Value[] required = [.. members.Where(m => m.IsRequired).Select(m => (Value)m.Name)];
        return required.Length == 0 ? schema : schema.With("required", ListValue.From(required));
    }

    private static MapValue Schema(string type) => type == "array"
        ? MapValue.Of(("type", type), ("items", MapValue.Of(("type", "string"))))
        : MapValue.Of(("type", type));
}
