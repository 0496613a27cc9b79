using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// What becomes of empty lists in the store: built-in kinds are kept in protobuf, which does not tell an empty list from none. So a
/// list that is always written (<see cref="Presence.Always"/>) comes back as null; the others are left out when empty anyway.
/// </summary>
internal static class EmptyLists
{
    /// <summary>The document as it comes back; itself where it has no such list. Metadata have none.</summary>
    public static MapValue AsNull(MapValue document, Schema schema)
    {
        foreach (var (member, value) in document)
        {
            if (member != "metadata" && HasEmpty(value))
            {
                return Struct(document, schema);
            }
        }

        return document;
    }

    private static bool HasEmpty(Value value)
    {
        switch (value)
        {
            case ListValue { Count: 0 }:
                return true;
            case ListValue list:
                foreach (var item in list)
                {
                    if (HasEmpty(item))
                    {
                        return true;
                    }
                }

                return false;
            case MapValue map:
                foreach (var member in map.Values)
                {
                    if (HasEmpty(member))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static MapValue Struct(MapValue map, Schema schema)
    {
        foreach (var field in schema.Fields)
        {
            if (map[field.Name] is { } value)
            {
                var kept = value is ListValue { Count: 0 } && field.Presence == Presence.Always ? Value.Null : Below(value, field.Schema);
                map = ReferenceEquals(kept, value) ? map : map.With(field.Name, kept);
            }
        }

        return map;
    }

    private static Value Below(Value value, Schema schema) => value switch
    {
        ListValue { Count: > 0 } list when schema.Element is { } element => list.Edit(item => Below(item, element)),
        MapValue map when schema.Kind == SchemaKind.Object => Struct(map, schema),
        MapValue { Count: > 0 } map when schema.Element is { } element => Members(map, element),
        _ => value,
    };

    private static MapValue Members(MapValue map, Schema element)
    {
        var edited = map;
        foreach (var (key, value) in map)
        {
            var kept = Below(value, element);
            edited = ReferenceEquals(kept, value) ? edited : edited.With(key, kept);
        }

        return edited;
    }
}
