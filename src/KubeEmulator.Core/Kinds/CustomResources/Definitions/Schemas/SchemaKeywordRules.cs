using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// The keywords of a schema, from the root down: <c>ValidateCustomResourceDefinitionOpenAPISchema</c>. Faults of rules come after
/// all others, and rules are looked at only where nothing else is wrong at or below their place.
/// </summary>
internal sealed class SchemaKeywordRules(bool ignoreRuleCosts)
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];
    private static readonly (string Keyword, string Detail)[] Unsupported =
    [
        ("id", "id is not supported"),
        ("additionalItems", "additionalItems is not supported"),
        ("patternProperties", "patternProperties is not supported"),
        ("definitions", "definitions is not supported"),
        ("dependencies", "dependencies is not supported"),
        ("$ref", "$ref is not supported"),
    ];

    private readonly FieldErrors _faults = new();
    private readonly FieldErrors _ruleFaults = new();

    public void AddTo(FieldErrors errors)
    {
        foreach (var fault in _faults.Concat(_ruleFaults))
        {
            errors.Add(fault);
        }
    }

    public void Validate(MapValue schema, FieldPath path, SchemaPosition position, SchemaNode? node)
    {
        var before = _faults.Count;
        Own(schema, path, position);
        Additional(schema, path, position, node);
        Properties(schema, path, position, node);
        Junctors(schema, path, position);
        Items(schema, path, position, node);
        if (schema.Bool("x-kubernetes-preserve-unknown-fields") == false)
        {
            _faults.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined");
        }

        ListTypeRules.Validate(schema, path, _faults);
        if (schema.List("x-kubernetes-validations") is { Count: > 0 } rules)
        {
            RuleTextRules.Validate(schema, rules, path.Child("x-kubernetes-validations"), _faults);
            if (_faults.Count == before && node is not null)
            {
                SchemaExpressionRules.Validate(rules, path.Child("x-kubernetes-validations"), position, node, ignoreRuleCosts, _ruleFaults);
            }
        }
    }

    private void Own(MapValue schema, FieldPath path, SchemaPosition position)
    {
        var type = schema.StringOrEmpty("type");
        if (type.Length > 0 && !Types.Contains(type))
        {
            _faults.NotSupported(path.Child("type"), type, Types);
        }

        if (position.NoDefaults is { } why && schema["default"] is not (null or NullValue))
        {
            _faults.Forbidden(path.Child("default"), $"must not be set {why}");
        }

        foreach (var (keyword, detail) in Unsupported)
        {
            if (schema[keyword] is { } value && value is not (NullValue or StringValue { Text: "" }))
            {
                _faults.Forbidden(path.Child(keyword), detail);
            }
        }

        if (type == "null")
        {
            _faults.Forbidden(path.Child("type"), "type cannot be set to null, use nullable as an alternative");
        }

        if (schema["items"] is ListValue { Count: > 0 })
        {
            _faults.Forbidden(path.Child("items"), "items must be a schema object and not an array");
        }

        if (position.InsideMetadata && schema.Bool("x-kubernetes-embedded-resource") == true)
        {
            _faults.Forbidden(path.Child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta");
        }

        if (schema.Bool("uniqueItems") == true)
        {
            _faults.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }
    }

    private void Additional(MapValue schema, FieldPath path, SchemaPosition position, SchemaNode? node)
    {
        if (schema["additionalProperties"] is not { } additional)
        {
            return;
        }

        if (schema.Map("properties") is { Count: > 0 } && additional is not BoolValue { Value: true })
        {
            _faults.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive");
        }

        if (additional is MapValue values)
        {
            var inside = position.InsideMetadata ? position.Inside with { NoDefaults = "inside additionalProperties applying to object metadata" } : position.Inside;
            Validate(values, path.Child("additionalProperties"), inside, node?.Element(values));
        }
    }

    private void Properties(MapValue schema, FieldPath path, SchemaPosition position, SchemaNode? node)
    {
        var isObject = position.IsRoot || schema.Bool("x-kubernetes-embedded-resource") == true;
        var correlatable = schema.String("x-kubernetes-map-type") is null or "granular" or "atomic";
        foreach (var (name, value) in schema.Map("properties") ?? MapValue.Empty)
        {
            var inside = correlatable ? position.Inside : position.Inside with { Uncorrelatable = position.Uncorrelatable ?? path };
            if (isObject && name is "metadata" or "kind" or "apiVersion" && isObject)
            {
                inside = inside with { InsideMetadata = true, NoDefaults = position.IsRoot ? $"in top-level {name}" : inside.NoDefaults };
            }

            var property = (MapValue)value;
            Validate(property, path.Child("properties").Key(name), inside, node?.Property(name, property));
        }
    }

    private void Junctors(MapValue schema, FieldPath path, SchemaPosition position)
    {
        if (schema.Map("not") is { } not)
        {
            Validate(not, path.Child("not"), position.Inside, null);
        }

        foreach (var junctor in (ReadOnlySpan<string>)["allOf", "oneOf", "anyOf"])
        {
            var i = 0;
            foreach (var nested in schema.Maps(junctor))
            {
                Validate(nested, path.Child(junctor).Index(i++), position.Inside, null);
            }
        }

        foreach (var named in (ReadOnlySpan<string>)["definitions", "dependencies"])
        {
            foreach (var (name, value) in schema.Map(named) ?? MapValue.Empty)
            {
                if (value is MapValue nested)
                {
                    Validate(nested, path.Child(named).Key(name), position.Inside, null);
                }
            }
        }
    }

    private void Items(MapValue schema, FieldPath path, SchemaPosition position, SchemaNode? node)
    {
        // Only the items of lists of type map are known again after an update.
        var inside = schema.StringOrEmpty("x-kubernetes-list-type") == "map"
            ? position.Inside
            : position.Inside with { Uncorrelatable = position.Uncorrelatable ?? path };
        if (schema["items"] is MapValue items)
        {
            Validate(items, path.Child("items"), inside, node?.Element(items));
        }

        var i = 0;
        foreach (var item in schema.Maps("items"))
        {
            Validate(item, path.Child("items").Index(i++), inside, null);
        }
    }
}
