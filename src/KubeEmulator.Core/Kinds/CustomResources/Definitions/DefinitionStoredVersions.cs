using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The versions that objects may be stored in: <c>ValidateCustomResourceDefinitionStoredVersions</c>.</summary>
internal static class DefinitionStoredVersions
{
    private static readonly FieldPath Path = FieldPath.Of("status", "storedVersions");

    public static void Validate(MapValue root, FieldErrors errors)
    {
        var definition = new Definition(root);
        string[] stored = [.. definition.Status.Strings("storedVersions")];
        var text = $"[{string.Join(',', stored.Select(GoText.Quote))}]";
        if (stored.Length == 0)
        {
            errors.InvalidText(Path, "null", "must have at least one stored version");
            return;
        }

        var left = stored.ToHashSet(StringComparer.Ordinal);
        foreach (var version in definition.Versions)
        {
            var name = version.StringOrEmpty("name");
            if (version.Bool("storage") == true && !stored.Contains(name))
            {
                errors.InvalidText(Path, text, $"must have the storage version {name}");
            }

            left.Remove(name);
        }

        for (var i = 0; i < stored.Length; i++)
        {
            if (left.Contains(stored[i]))
            {
                errors.Invalid(Path.Index(i), stored[i], $"missing from spec.versions; {stored[i]} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {stored[i]} and removes {stored[i]} from status.storedVersions");
            }
        }
    }
}
