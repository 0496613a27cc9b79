using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Whether a schema is structural; apiextensions' <c>pkg/apiserver/schema/validation.go</c> and <c>complete.go</c>.</summary>
internal sealed class StructuralRules
{
    private readonly FieldErrors _errors = new();

    private enum Level
    {
        Root,
        Item,
        Field,
    }

    /// <summary>What is not structural, in the order of the messages.</summary>
    public static IReadOnlyList<FieldError> Validate(MapValue schema, FieldPath path)
    {
        var rules = new StructuralRules();
        rules.Node(schema, Level.Root, path);
        StructuralCompleteness.Validate(schema, path, rules._errors);
        return [.. rules._errors.OrderBy(e => e.ToString(), StringComparer.Ordinal)];
    }

    private void Node(MapValue schema, Level level, FieldPath path)
    {
        if (schema.StringOrEmpty("type") == "array" && schema.Map("items") is null)
        {
            _errors.Required(path.Child("items"), "must be specified");
        }

        if (schema.Map("items") is { } items)
        {
            Node(items, Level.Item, path.Child("items"));
        }

        foreach (var (name, property) in schema.Map("properties") ?? MapValue.Empty)
        {
            Node((MapValue)property, Level.Field, path.Child("properties").Key(name));
        }

        if (schema["additionalProperties"] is { } additional)
        {
            if (level == Level.Root)
            {
                _errors.Forbidden(path.Child("additionalProperties"), "must not be used at the root");
            }

            if (additional is MapValue values)
            {
                Node(values, Level.Field, path.Child("additionalProperties"));
            }
        }

        Extensions(schema, path);
        StructuralJunctors.Validate(schema, path, _errors);
        Type(schema, level, path);
        Metadata(schema, level, path);
    }

    private void Extensions(MapValue schema, FieldPath path)
    {
        if (!Flag(schema, "x-kubernetes-int-or-string"))
        {
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"])
        {
            if (Flag(schema, name))
            {
                _errors.Invalid(path.Child(name), true, "must be false if x-kubernetes-int-or-string is true");
            }
        }
    }

    private void Type(MapValue schema, Level level, FieldPath path)
    {
        var type = schema.StringOrEmpty("type");
        var embedded = Flag(schema, "x-kubernetes-embedded-resource");
        if (embedded && type != "object")
        {
            const string Detail = "must be object if x-kubernetes-embedded-resource is true";
            RequiredOrInvalid(path.Child("type"), type, Detail);
        }
        else if (type.Length == 0 && !Flag(schema, "x-kubernetes-int-or-string") && !Flag(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            _errors.Required(path.Child("type"), level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            });
        }

        if (embedded && schema.ContainsKey("additionalProperties"))
        {
            _errors.Forbidden(path.Child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set");
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
        {
            _errors.Invalid(path.Child("type"), type, "must be object at the root");
        }
    }

    private void Metadata(MapValue schema, Level level, FieldPath path)
    {
        var embedded = Flag(schema, "x-kubernetes-embedded-resource");
        var isObject = level == Level.Root || embedded;
        var properties = schema.Map("properties") ?? MapValue.Empty;
        foreach (var name in (ReadOnlySpan<string>)["kind", "apiVersion"])
        {
            if (isObject && properties.Map(name) is { } found && found.StringOrEmpty("type") is var type and not "string")
            {
                _errors.Invalid(path.Child("properties").Key(name).Child("type"), type, "must be string");
            }
        }

        if (properties.Map("metadata") is { } metadata)
        {
            var at = path.Child("properties").Key("metadata");
            if (isObject && metadata.StringOrEmpty("type") is var type and not "object")
            {
                _errors.Invalid(at.Child("type"), type, "must be object");
            }

            if (level == Level.Root && !SaysOnlyNames(metadata))
            {
                _errors.Forbidden(at, "must not specify anything other than name and generateName, but metadata is implicitly specified");
            }
        }

        if (embedded && !Flag(schema, "x-kubernetes-preserve-unknown-fields") && properties.Count == 0)
        {
            _errors.Required(path.Child("properties"), "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields");
        }
    }

    private static bool SaysOnlyNames(MapValue metadata) =>
        metadata.Keys.ToArray().All(k => k is "type" or "default" or "properties" or "description")
        && (metadata.Map("properties") ?? MapValue.Empty).Keys.ToArray().All(k => k is "name" or "generateName")
        && !metadata.ContainsKey("description");

    private void RequiredOrInvalid(FieldPath path, string value, string detail)
    {
        if (value.Length == 0)
        {
            _errors.Required(path, detail);
        }
        else
        {
            _errors.Invalid(path, value, detail);
        }
    }

    private static bool Flag(MapValue schema, string name) => schema.Bool(name) == true;
}
