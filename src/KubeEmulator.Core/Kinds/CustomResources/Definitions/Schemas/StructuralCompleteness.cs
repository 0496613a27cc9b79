using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Every field and item that a junctor names must be part of the structure too; apiextensions' <c>pkg/apiserver/schema/complete.go</c>.
/// </summary>
internal static class StructuralCompleteness
{
    /// <summary>Judges the junctors at the root of a schema; those further down are not looked at, as upstream does not.</summary>
    public static void Validate(MapValue schema, FieldPath path, FieldErrors errors) => Junctors(schema, schema, path, path, errors);

    private static void Junctors(MapValue schema, MapValue? structure, FieldPath structurePath, FieldPath path, FieldErrors errors)
    {
        foreach (var junctor in (ReadOnlySpan<string>)["anyOf", "allOf", "oneOf"])
        {
            var i = 0;
            foreach (var nested in schema.Maps(junctor))
            {
                Nested(nested, structure, structurePath, path.Child(junctor).Index(i++), errors);
            }
        }

        if (schema.Map("not") is { } not)
        {
            Nested(not, structure, structurePath, path.Child("not"), errors);
        }
    }

    private static void Nested(MapValue nested, MapValue? structure, FieldPath structurePath, FieldPath path, FieldErrors errors)
    {
        if (structure is null)
        {
            errors.Required(structurePath, $"because it is defined in {path}");
            return;
        }

        Junctors(nested, structure, structurePath, path, errors);
        if (nested.Map("items") is { } items)
        {
            Nested(items, structure.Map("items"), structurePath.Child("items"), path.Child("items"), errors);
        }

        foreach (var (name, property) in nested.Map("properties") ?? MapValue.Empty)
        {
            Nested((MapValue)property, structure.Map("properties")?.Map(name), structurePath.Child("properties").Key(name), path.Child("properties").Key(name), errors);
        }
    }
}
