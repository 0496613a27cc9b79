using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What stands under allOf, anyOf, oneOf and not may only judge values, not give them a structure: <c>validateValueValidation</c>
/// and <c>validateNestedValueValidation</c> of apiextensions' <c>pkg/apiserver/schema/validation.go</c>.
/// </summary>
internal static class StructuralJunctors
{
    private static readonly (string Member, string Detail)[] Forbidden =
    [
        ("default", "must be undefined to be structural"),
        ("title", "must be empty to be structural"),
        ("description", "must be empty to be structural"),
        ("nullable", "must be false to be structural"),
        ("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
        ("x-kubernetes-embedded-resource", "must be false to be structural"),
        ("x-kubernetes-int-or-string", "must be false to be structural"),
        ("x-kubernetes-list-map-keys", "must be empty to be structural"),
        ("x-kubernetes-list-type", "must be undefined to be structural"),
        ("x-kubernetes-map-type", "must be undefined to be structural"),
        ("x-kubernetes-validations", "must be empty to be structural"),
    ];

    /// <summary>Judges the junctors of a node of the structure.</summary>
    public static void Validate(MapValue schema, FieldPath path, FieldErrors errors) =>
        Values(schema, path, errors, IsIntOrString(schema), schema.Maps("allOf").FirstOrDefault() is { } first && IsIntOrString(first));

    // The two shapes in which the types of int-or-string may be written out.
    private static bool IsIntOrString(MapValue schema) =>
        schema.List("anyOf") is { Count: 2 } any && any[0] is MapValue { Count: 1 } integer && integer.StringOrEmpty("type") == "integer"
        && any[1] is MapValue { Count: 1 } text && text.StringOrEmpty("type") == "string";

    private static void Values(MapValue schema, FieldPath path, FieldErrors errors, bool skipAnyOf, bool skipFirstAllOf)
    {
        var i = 0;
        foreach (var nested in skipAnyOf ? [] : schema.Maps("anyOf"))
        {
            Nested(nested, path.Child("anyOf").Index(i++), errors, false);
        }

        i = 0;
        foreach (var nested in schema.Maps("allOf"))
        {
            Nested(nested, path.Child("allOf").Index(i), errors, skipFirstAllOf && i++ == 0);
        }

        i = 0;
        foreach (var nested in schema.Maps("oneOf"))
        {
            Nested(nested, path.Child("oneOf").Index(i++), errors, false);
        }

        if (schema.Map("not") is { } not)
        {
            Nested(not, path.Child("not"), errors, false);
        }

        if (schema.String("pattern") is { Length: > 0 } pattern && GoPattern.Of(pattern).Error is { } fault)
        {
            errors.Invalid(path.Child("pattern"), pattern, $"must be a valid regular expression, but isn't: {fault}");
        }
    }

    private static void Nested(MapValue schema, FieldPath path, FieldErrors errors, bool skipAnyOf)
    {
        Values(schema, path, errors, skipAnyOf, false);
        if (schema.Map("items") is { } items)
        {
            Nested(items, path.Child("items"), errors, false);
        }

        foreach (var (name, property) in schema.Map("properties") ?? MapValue.Empty)
        {
            Nested((MapValue)property, path.Child("properties").Key(name), errors, false);
        }

        if (schema.StringOrEmpty("type").Length > 0)
        {
            errors.Forbidden(path.Child("type"), "must be empty to be structural");
        }

        if (schema.ContainsKey("additionalProperties"))
        {
            errors.Forbidden(path.Child("additionalProperties"), "must be undefined to be structural");
        }

        foreach (var (member, detail) in Forbidden)
        {
            if (schema[member] is { } value && value is not (BoolValue { Value: false } or ListValue { Count: 0 } or StringValue { Text: "" } or NullValue))
            {
                errors.Forbidden(path.Child(member), detail);
            }
        }

        if (schema.Map("properties")?.ContainsKey("metadata") == true)
        {
            errors.Forbidden(path.Child("properties").Key("metadata"), "must not be specified in a nested context");
        }
    }
}
