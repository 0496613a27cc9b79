using System.Collections.Frozen;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// The embedded fact files, each parsed when first asked for and then shared by all clusters of the process.
/// Start-up reads the 50 KB of resources.json; a kind's types cost its group's file on first use.
/// </summary>
internal static class FactFiles
{
    private const string Prefix = "schemas/";

    // The names are fixed when the assembly is built, so that made-up groups in requests leave no trace here.
    private static readonly FrozenDictionary<string, Lazy<MapValue>> Files = typeof(FactFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new Lazy<MapValue>(() => Load(name)), StringComparer.Ordinal);

    /// <summary>Groups and resources.</summary>
    public static MapValue Resources => Read("resources.json") ?? throw new InvalidOperationException("the assembly was built without its facts");

    /// <summary>The roles and bindings that every cluster starts with.</summary>
    public static MapValue AccessRules => Read("rbac.json") ?? throw new InvalidOperationException("the assembly was built without its facts");

    /// <summary>Protobuf messages by package and short name.</summary>
    public static MapValue Messages => Read("protobuf.json") ?? throw new InvalidOperationException("the assembly was built without its facts");

    /// <summary>The facts of a type by its OpenAPI name; null where there is no such type.</summary>
    public static MapValue? Type(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? null : Package(name[..dot])?.Map(name[(dot + 1)..]);
    }

    /// <summary>The types of a package (<c>io.k8s.api.apps.v1</c>) by their short names.</summary>
    public static MapValue? Package(string package) => Read($"types/{FileOf(package)}.json")?.Map(package);

    // The importer's rule: apimachinery is "meta", else the package's last word before the version.
    private static string FileOf(string package)
    {
        if (package.StartsWith("io.k8s.apimachinery.", StringComparison.Ordinal))
        {
            return "meta";
        }

        var words = package.Split('.');
        return words.Length < 2 ? package : words[^2];
    }

    private static MapValue? Read(string file) => Files.TryGetValue(file, out var facts) ? facts.Value : null;

    private static MapValue Load(string resource)
    {
        using var stream = typeof(FactFiles).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return (MapValue)Value.Parse(bytes);
    }
}
