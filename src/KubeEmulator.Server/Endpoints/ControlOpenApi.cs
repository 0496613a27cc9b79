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
            ("info", MapValue.Of(("title", "KubeEmulator control API"), ("version", "v1"))),
            ("paths", paths.Build()));
    }

    private static MapValue Operation(IControlEndpoint endpoint)
    {
        var operation = new MapBuilder { { "summary", endpoint.Summary } };
        var names = ControlPath.Names(endpoint.Path).ToList();
        if (names.Count > 0)
        {
            operation["parameters"] = ListValue.From(names.Select(name => (Value)MapValue.Of(
                ("name", name),
                ("in", "path"),
                ("required", true),
                ("schema", MapValue.Of(("type", "string"))))));
        }

        operation["responses"] = MapValue.Of(
            ("200", MapValue.Of(("description", "The answer."))),
            ("204", MapValue.Of(("description", "Done; there is nothing to answer."))),
            ("default", MapValue.Of(("description", "A Kubernetes Status that says why it was refused."))));
        return operation.Build();
    }
}
