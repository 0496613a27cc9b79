using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Lists of type set hold each value once, lists of type map each key once; apiextensions' <c>schema/listtype/validation.go</c>.</summary>
internal static class ListUniqueness
{
    /// <summary>Reports every value or key that appears again, at the place where it does so for the first time.</summary>
    public static void Validate(FieldErrors errors, MapValue document, Schema schema)
    {
        if (!PlainUniqueness.IsCertain(document, schema))
        {
            Map(errors, document, schema, null);
        }
    }

    private static void Map(FieldErrors errors, MapValue map, Schema schema, FieldPath? path)
    {
        foreach (var (key, value) in map)
        {
            if (schema.Fields[key] is { } field)
            {
                Visit(errors, value, field.Schema, path?.Child(key) ?? FieldPath.Of(key));
            }
            else if (schema is { Kind: not SchemaKind.List, Element: { } element })
            {
                Visit(errors, value, element, path?.Key(key) ?? FieldPath.Of("").Key(key));
            }
        }
    }

    private static void Visit(FieldErrors errors, Value value, Schema schema, FieldPath path)
    {
        if (value is MapValue map)
        {
            Map(errors, map, schema, path);
        }
        else if (value is ListValue list)
        {
            Check(errors, list, schema, path);
            for (var i = 0; schema.Element is { } element && i < list.Count; i++)
            {
                Visit(errors, list[i], element, path.Index(i));
            }
        }
    }

    private static void Check(FieldErrors errors, ListValue list, Schema schema, FieldPath path)
    {
        switch (schema.ListType)
        {
            case ListType.Set:
                Repeated(list, item => item, (i, item) => errors.Duplicate(path.Index(i), item));
                break;
            case ListType.Map:
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is not (MapValue or NullValue))
                    {
                        errors.Invalid(path.Index(i), list[i], "must be an object for an array of list-type map");
                        return;
                    }
                }

                Repeated(list, item => KeyOf(item, schema.ListKeys), (i, key) => errors.Duplicate(path.Index(i), key));
                break;
        }
    }

    private static MapValue KeyOf(Value item, IReadOnlyList<string> keys)
    {
        var key = MapValue.Empty;
        foreach (var name in keys)
        {
            key = (item as MapValue)?[name] is { } value ? key.With(name, value) : key;
        }

        return key;
    }

    private static void Repeated(ListValue list, Func<Value, Value> keyOf, Action<int, Value> report)
    {
        if (list.Count < 2)
        {
            return;
        }

        var seen = new Dictionary<Value, int>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            var key = keyOf(list[i]);
            seen.TryGetValue(key, out var times);
            seen[key] = times + 1;
            if (times == 1)
            {
                report(i, key);
            }
        }
    }
}
