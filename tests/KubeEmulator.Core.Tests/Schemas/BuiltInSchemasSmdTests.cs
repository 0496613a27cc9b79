using KubeEmulator.Schemas;
using KubeEmulator.TestShared;
using YamlDotNet.RepresentationModel;

namespace KubeEmulator.Core.Tests.Schemas;

/// <summary>Server-side apply's own schema, which Kubernetes generates, and ours must own lists and maps alike.</summary>
public sealed class BuiltInSchemasSmdTests
{
    [SharedFact]
    public void ListsAndMaps_AreOwnedAsInKubernetesOwnSchema()
    {
        var stream = new YamlStream();
        using (var text = File.OpenText(SharedReference.PathOf("reference", "smd-schema-builtin.yaml")))
        {
            stream.Load(text);
        }

        var compared = 0;
        var differences = new List<string>();
        foreach (var type in ((YamlSequenceNode)stream.Documents[0].RootNode["types"]).Cast<YamlMappingNode>())
        {
            var name = type["name"].ToString();
            if (BuiltInSchemas.Named(name) is not { } schema || Child(Child(type, "map"), "fields") is not YamlSequenceNode fields)
            {
                continue;
            }

            Compare(differences, name, Relationship(Child(type, "map")), schema.IsAtomic ? "atomic" : "");
            foreach (var field in fields.Cast<YamlMappingNode>())
            {
                compared++;
                Field(differences, $"{name}.{field["name"]}", (YamlMappingNode)field["type"], schema.Fields[field["name"].ToString()]?.Schema);
            }
        }

        Assert.Empty(differences);
        Assert.True(compared > 2400, $"only {compared} fields compared");
    }

    private static void Field(List<string> differences, string at, YamlMappingNode type, Schema? schema)
    {
        if (schema is null)
        {
            differences.Add($"{at}: no such field");
        }
        else if (Child(type, "list") is { } list)
        {
            Compare(differences, at, Relationship(list), schema.ListType switch { ListType.Atomic => "atomic", _ => "associative" });
            var keys = Child(list, "keys") is YamlSequenceNode k ? string.Join(',', k) : "";
            Compare(differences, at + " keys", keys, string.Join(',', schema.ListKeys));
        }
        else if (Child(type, "map") is { } map && schema.Kind == SchemaKind.Map)
        {
            Compare(differences, at, Relationship(map), schema.IsAtomic ? "atomic" : "");
        }
        else if (Child(type, "namedType") is not null && Relationship(type) == "atomic" && !schema.IsAtomic)
        {
            differences.Add($"{at}: atomic expected");
        }
    }

    private static string Relationship(YamlNode? node) => Child(node, "elementRelationship")?.ToString() is { } text and not "separable" ? text : "";

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null;

    private static void Compare(List<string> differences, string at, string expected, string actual)
    {
        if (expected != actual)
        {
            differences.Add($"{at}: {actual} instead of {expected}");
        }
    }
}
