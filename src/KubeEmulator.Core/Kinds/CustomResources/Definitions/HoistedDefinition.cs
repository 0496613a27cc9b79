using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A definition as upstream's internal type has it: what all versions say alike stands once at the top, and errors name it there.
/// apiextensions' <c>pkg/apis/apiextensions/v1/conversion.go</c>.
/// </summary>
internal sealed class HoistedDefinition
{
    private HoistedDefinition(IReadOnlyList<MapValue> versions, MapValue top)
    {
        (Versions, Top) = (versions, top);
    }

    // An empty list is told from none.
    private bool HasVersions { get; init; }

    /// <summary>The versions without what they have in common.</summary>
    public IReadOnlyList<MapValue> Versions { get; }

    /// <summary>What all versions have in common.</summary>
    public MapValue Top { get; }

    public static HoistedDefinition Of(MapValue spec)
    {
        MapValue[] versions = [.. spec.Maps("versions")];
        var top = MapValue.Empty;
        foreach (var member in (ReadOnlySpan<string>)["schema", "subresources", "additionalPrinterColumns", "selectableFields"])
        {
            if (versions.Length > 0 && versions.All(v => SemanticEquality.Equal(v[member], versions[0][member])))
            {
                top = top.WithOptional(member, versions[0][member]);
                versions = [.. versions.Select(v => v.Without(member))];
            }
        }

        return new HoistedDefinition(versions, top) { HasVersions = spec["versions"] is ListValue };
    }

    /// <summary>The subresources of a version, wherever they stand.</summary>
    public MapValue? Subresources(MapValue version) => version.Map("subresources") ?? Top.Map("subresources");

    /// <summary>The versions as Go prints its internal structs.</summary>
    public string VersionsText() => HasVersions ? $"[{string.Join(',', Versions.Select(VersionText))}]" : "null";

    private static string VersionText(MapValue version) => MapValue.Of(
        ("Name", version.StringOrEmpty("name")),
        ("Served", version.Bool("served") ?? false),
        ("Storage", version.Bool("storage") ?? false),
        ("Deprecated", version.Bool("deprecated") ?? false),
        ("DeprecationWarning", version["deprecationWarning"] ?? Value.Null),
        ("Schema", version["schema"] ?? Value.Null),
        ("Subresources", version["subresources"] ?? Value.Null),
        ("AdditionalPrinterColumns", version["additionalPrinterColumns"] ?? Value.Null),
        ("SelectableFields", version["selectableFields"] ?? Value.Null)).ToString()!;
}
