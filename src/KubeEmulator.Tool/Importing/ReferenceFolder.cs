using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>The published documents that the importer reads.</summary>
internal sealed class ReferenceFolder(string root)
{
    private MapValue? _swagger;

    /// <summary>The OpenAPI v2 definitions: every type by its full name.</summary>
    public MapValue Definitions() => Swagger().Map("definitions") ?? MapValue.Empty;

    /// <summary>The OpenAPI v2 paths.</summary>
    public MapValue Paths() => Swagger().Map("paths") ?? MapValue.Empty;

    /// <summary>The schemas of all OpenAPI v3 documents by full name; the same type reads the same in each document.</summary>
    public Dictionary<string, MapValue> SchemasV3()
    {
        var schemas = new Dictionary<string, MapValue>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "openapi", "v3"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var (name, schema) in (Value.Parse(File.ReadAllBytes(file)).At("components", "schemas") as MapValue) ?? MapValue.Empty)
            {
                schemas.TryAdd(name, (MapValue)schema);
            }
        }

        return schemas;
    }

    /// <summary>The enumerations: a list of definition, field (with [] for items) and values.</summary>
    public ListValue Enums() => (ListValue)Read("openapi", "enums.json");

    /// <summary>The group list of the legacy discovery document, in the order served.</summary>
    public IEnumerable<MapValue> Groups() => ((MapValue)Read("discovery", "apis.json")).Maps("groups");

    /// <summary>The rows of resources.csv by column name.</summary>
    public IEnumerable<Dictionary<string, string>> Resources()
    {
        var lines = File.ReadAllLines(Path.Combine(root, "resources.csv"));
        var columns = lines[0].Split(',');
        return lines.Skip(1).Where(line => line.Length > 0).Select(line => columns.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second));
    }

    /// <summary>Table columns by kind.</summary>
    public MapValue PrinterColumns() => ((MapValue)Read("printer-columns.json")).Map("kinds") ?? MapValue.Empty;

    /// <summary>Field selectors: a list of apiVersion, kind and fields.</summary>
    public IEnumerable<MapValue> FieldSelectors() => ((MapValue)Read("field-selectors.json")).Maps("kinds");

    public MapValue ProtobufMessages() => (MapValue)Read("protobuf-fields.json");

    private MapValue Swagger() => _swagger ??= (MapValue)Read("openapi", "swagger.json");

    private Value Read(params string[] path) => Value.Parse(File.ReadAllBytes(Path.Combine([root, .. path])));
}
