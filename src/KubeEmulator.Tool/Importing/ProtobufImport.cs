using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>Field numbers of protobuf messages, for the packages whose types are imported.</summary>
internal static class ProtobufImport
{
    /// <summary>Messages by OpenAPI package; each field is <c>"N TYPE"</c>, where no type means string.</summary>
    public static IEnumerable<(string Package, IEnumerable<(string Name, MapValue Facts)> Messages)> Import(MapValue messages, IReadOnlySet<string> packages) => messages
        .Select(message => (Name: OpenApiName(message.Key), Fields: (ListValue)message.Value))
        .Where(message => packages.Contains(TypeName.PackageOf(message.Name)) || IsNeeded(message.Name))
        .GroupBy(message => TypeName.PackageOf(message.Name))
        .OrderBy(package => package.Key, StringComparer.Ordinal)
        .Select(package => (package.Key, package.Select(message => (TypeName.ShortOf(message.Name), Facts(message.Fields, package.Key)))));

    private static bool IsNeeded(string name) => name.StartsWith("io.k8s.apimachinery.pkg.", StringComparison.Ordinal) && !name.Contains(".testapigroup.", StringComparison.Ordinal);

    private static MapValue Facts(ListValue fields, string package)
    {
        var facts = new MapBuilder(fields.Count);
        foreach (var field in fields.OfType<MapValue>())
        {
            var type = field.StringOrEmpty("type");
            type = type.Contains('.') ? Shortened(OpenApiName(type), package) : type;
            var prefix = field.Bool("repeated") == true ? "[]" : field.ContainsKey("map") ? "{}" : "";
            var number = field.Integer("number");
            facts[field.StringOrEmpty("name")] = prefix.Length == 0 && type == "string" ? $"{number}" : $"{number} {prefix}{type}";
        }

        return facts.Build();
    }

    private static string Shortened(string type, string package) => TypeName.PackageOf(type) == package ? "." + TypeName.ShortOf(type) : type;

    // k8s.io.apiextensions_apiserver.pkg... is io.k8s.apiextensions-apiserver.pkg... there.
    private static string OpenApiName(string name) => "io.k8s." + name["k8s.io.".Length..].Replace('_', '-');
}
