using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The versions of a definition, and what they have in common: <c>validateCustomResourceDefinitionVersion</c> and its kin.</summary>
internal static class VersionRules
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Versions = FieldPath.Of("spec", "versions");

    public static void Validate(HoistedDefinition hoisted, Definition definition, Definition? before, FieldErrors errors)
    {
        for (var i = 0; i < hoisted.Versions.Count; i++)
        {
            var (version, path) = (hoisted.Versions[i], Versions.Index(i));
            var name = version.StringOrEmpty("name");
            if (NameRules.CheckDns1035Label(name) is { Count: > 0 } faults)
            {
                errors.Invalid(path.Child("name"), name, string.Join(',', faults));
            }

            Deprecation(version, path.Child("deprecationWarning"), errors);
            Common(version, path, hoisted.Subresources(version)?.Map("status") is not null, IsUnchanged(name, definition, before), errors, path.Child("schema"), "may only be set when `version.schema.openAPIV3Schema` is not included");
        }

        if (hoisted.Versions.Select(v => v.StringOrEmpty("name")).Distinct().Count() != hoisted.Versions.Count)
        {
            errors.InvalidText(Versions, hoisted.VersionsText(), "must contain unique version names");
        }

        if (hoisted.Versions.Count(v => v.Bool("storage") == true) != 1)
        {
            errors.InvalidText(Versions, hoisted.VersionsText(), "must have exactly one version marked as storage version");
        }

        // Inside, a definition has the name of its first version as its own, as in v1beta1.
        if ((hoisted.Versions.Count > 0 ? hoisted.Versions[0].StringOrEmpty("name") : "") is { Length: > 0 } first && NameRules.CheckDns1035Label(first) is { Count: > 0 } firstFaults)
        {
            errors.Invalid(Spec.Child("version"), first, string.Join(',', firstFaults));
        }
    }

    public static void ValidateTop(HoistedDefinition hoisted, Definition definition, Definition? before, FieldErrors errors)
    {
        var hasStatus = hoisted.Versions.Any(v => hoisted.Subresources(v)?.Map("status") is not null);
        var first = definition.Versions.FirstOrDefault()?.StringOrEmpty("name") ?? "";
        Common(hoisted.Top, Spec, hasStatus, IsUnchanged(first, definition, before), errors, Spec.Child("validation"), "may only be set when validations.schema is included");
    }

    private static void Common(MapValue part, FieldPath path, bool hasStatus, bool unchanged, FieldErrors errors, FieldPath schemaPath, string withoutSchema)
    {
        var schema = part.Map("schema")?.Map("openAPIV3Schema");
        if (schema is not null)
        {
            DefinitionSchemaRules.Validate(schema, schemaPath.Child("openAPIV3Schema"), hasStatus, unchanged, errors);
        }

        ScaleRules.Validate(part.Map("subresources")?.Map("scale"), path.Child("subresources"), errors);
        var i = 0;
        foreach (var column in part.Maps("additionalPrinterColumns"))
        {
            ColumnRules.Validate(column, path.Child("additionalPrinterColumns").Index(i++), errors);
        }

        if (part.List("selectableFields") is { Count: > 0 } fields)
        {
            if (schema is null)
            {
                errors.Invalid(path.Child("selectableFields"), "", withoutSchema);
            }
            else
            {
                SelectableFieldRules.Validate(fields, StructuralSchema.From(schema), path.Child("selectableFields"), errors);
            }
        }
    }

    // What was accepted before is not refused for its cost now.
    private static bool IsUnchanged(string version, Definition definition, Definition? before) =>
        before is { } old && SchemaOf(old, version) is { } was && SchemaOf(definition, version) is { } now && was.Equals(now);

    private static MapValue? SchemaOf(Definition definition, string version) =>
        definition.Versions.FirstOrDefault(v => v.StringOrEmpty("name") == version)?.Map("schema");

    private static void Deprecation(MapValue version, FieldPath path, FieldErrors errors)
    {
        if (version.String("deprecationWarning") is not { } warning)
        {
            return;
        }

        if (version.Bool("deprecated") != true)
        {
            errors.Invalid(path, warning, "can only be set for deprecated versions");
            return;
        }

        if (Encoding.UTF8.GetByteCount(warning) > 256)
        {
            errors.Invalid(path, warning, "must be <= 256 characters long");
        }

        if (warning.Length == 0)
        {
            errors.Invalid(path, warning, "must not be an empty string");
        }

        var at = 0;
        foreach (var rune in warning.EnumerateRunes())
        {
            if (!IsPrintable(rune))
            {
                errors.Invalid(path, warning, $"must only contain printable UTF-8 characters; non-printable character found at index {at}");
                break;
            }

            at += rune.Utf8SequenceLength;
        }
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
