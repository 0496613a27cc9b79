using System.Collections.Frozen;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Formats that nobody checks, which a definition is warned about; apiextensions' <c>pkg/apiserver/validation/formats.go</c>.</summary>
internal static class DefinitionFormats
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet([
        "bsonobjectid", "uri", "email", "hostname", "ipv4", "ipv6", "cidr", "mac", "uuid", "uuid3", "uuid4", "uuid5", "isbn", "isbn10",
        "isbn13", "creditcard", "ssn", "hexcolor", "rgbcolor", "byte", "password", "date", "duration", "datetime",
        "k8sshortname", "k8slongname",
    ]);

    /// <summary>The formats that are not known, in the order found.</summary>
    public static IEnumerable<string> Unrecognized(MapValue root) => new Definition(root).Versions
        .SelectMany(v => v.Map("schema")?.Map("openAPIV3Schema") is { } schema ? In(schema) : []);

    private static IEnumerable<string> In(MapValue schema)
    {
        if (schema.String("format") is { Length: > 0 } format && !IsKnown(format, schema.StringOrEmpty("type")))
        {
            yield return format;
        }

        foreach (var child in DefinitionSchemas.Children(schema))
        {
            foreach (var found in In(child))
            {
                yield return found;
            }
        }
    }

    // Dashes do not count.
    private static bool IsKnown(string format, string type) => type switch
    {
        "" or "string" => Known.Contains(format.Replace("-", "", StringComparison.Ordinal)),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };
}
