using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Sees at a glance that a value is valid, which nearly all are: no paths, no texts, no results. Where it is not sure (combined
/// schemas, null, a fault) it says no, and <see cref="ValueValidator"/> finds out and tells.
/// </summary>
internal static class PlainValidity
{
    /// <summary>Whether the value certainly has no fault.</summary>
    public static bool IsCertain(Value value, Schema schema)
    {
        var constraints = schema.Constraints ?? SchemaConstraints.None;
        if (constraints is not { AnyOf.Count: 0, OneOf.Count: 0, AllOf.Count: 0, Not: null } || (constraints.Enum is { } allowed && !IsOneOf(value, allowed)))
        {
            return false;
        }

        return value switch
        {
            StringValue text => IsText(text, schema, constraints),
            NumberValue number => IsNumber(number, schema, constraints),
            BoolValue => schema.Kind is SchemaKind.Boolean or SchemaKind.Any && schema.Format is null,
            ListValue list => IsList(list, schema, constraints),
            MapValue map => schema.Kind is SchemaKind.Object or SchemaKind.Map or SchemaKind.Any && IsMap(map, schema, constraints),
            _ => false,
        };
    }

    private static bool IsOneOf(Value value, IReadOnlyList<Value> allowed)
    {
        for (var i = 0; i < allowed.Count; i++)
        {
            if (value.Equals(allowed[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsText(StringValue text, Schema schema, SchemaConstraints constraints)
    {
        if (schema.Kind is not (SchemaKind.String or SchemaKind.Any or SchemaKind.IntOrString))
        {
            return false;
        }

        if (schema.Format is null && constraints is { MaxLength: null, MinLength: null, Pattern: null })
        {
            return true;
        }

        // No text has more code points than UTF-16 units: mostly there is no need to count them.
        if (schema.Format is null && constraints is { MinLength: null, Pattern: null } && text.Text.Length <= constraints.MaxLength)
        {
            return true;
        }

        var result = new ValueResult();
        StringRules.Check(result, text, schema, constraints, "");
        return result.IsValid;
    }

    private static bool IsNumber(NumberValue number, Schema schema, SchemaConstraints constraints)
    {
        var fits = schema.Kind switch
        {
            SchemaKind.Integer or SchemaKind.IntOrString => number.IsInteger,
            SchemaKind.Number => true,
            SchemaKind.Any => schema.Format is null,
            _ => false,
        };
        if (!fits)
        {
            return false;
        }

        var result = new ValueResult();
        NumberRules.Check(result, number, schema, constraints, "");
        return result.IsValid;
    }

    private static bool IsList(ListValue list, Schema schema, SchemaConstraints constraints)
    {
        if (schema.Kind is not (SchemaKind.List or SchemaKind.Any) || schema.Format is not null
            || list.Count < constraints.MinItems || list.Count > constraints.MaxItems || (constraints.UniqueItems && list.Count > 1))
        {
            return false;
        }

        if (schema.Element is { } element)
        {
            foreach (var item in list)
            {
                if (!IsCertain(item, element))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsMap(MapValue map, Schema schema, SchemaConstraints constraints)
    {
        if (schema.Format is not null || map.Count < constraints.MinProperties || map.Count > constraints.MaxProperties)
        {
            return false;
        }

        var element = schema.Element;
        foreach (var (key, value) in map)
        {
            if ((schema.Fields[key]?.Schema ?? element) is { } member && !IsCertain(value, member))
            {
                return false;
            }
        }

        var required = constraints.Required;
        for (var i = 0; i < required.Count; i++)
        {
            if (!map.ContainsKey(required[i]))
            {
                return false;
            }
        }

        return true;
    }
}
