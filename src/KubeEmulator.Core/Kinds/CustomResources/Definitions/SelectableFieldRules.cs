using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The fields that selectors may name: <c>ValidateCustomResourceSelectableFields</c>.</summary>
internal static class SelectableFieldRules
{
    private const int Most = 8;

    public static void Validate(ListValue fields, Schema schema, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            var (text, at) = ((fields[i] as MapValue)?.StringOrEmpty("jsonPath") ?? "", path.Index(i).Child("jsonPath"));
            if (!errors.Present(at, text))
            {
                continue;
            }

            var found = SchemaPath.Resolve(text, schema, allowKeys: false);
            if (found.Error is { } error)
            {
                errors.Invalid(at, text, $"is an invalid path: {error}");
                continue;
            }

            if (found.Root == "metadata")
            {
                errors.Invalid(at, text, "must not point to fields in metadata");
            }

            if (found.Schema.Kind is not (SchemaKind.String or SchemaKind.Boolean or SchemaKind.Integer))
            {
                errors.Invalid(at, text, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
            }

            if (!seen.Add(found.Path?.ToString() ?? ""))
            {
                errors.Duplicate(at, text);
            }
        }

        if (seen.Count > Most)
        {
            errors.TooMany(path, seen.Count, Most);
        }
    }
}
