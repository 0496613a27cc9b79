using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Sees at a glance that no list of a document holds anything twice, without paths and tables; where it is not sure,
/// <see cref="ListUniqueness"/> finds out and tells.
/// </summary>
internal static class PlainUniqueness
{
    // Up to this length comparing each with each beats a table.
    private const int LongestCompared = 16;

    /// <summary>Whether all lists of types set and map certainly hold each item once.</summary>
    public static bool IsCertain(Value value, Schema schema)
    {
        if (!StructuralTraits.Of(schema).HasUniqueLists)
        {
            return true;
        }

        switch (value)
        {
            case MapValue map:
                foreach (var (key, member) in map)
                {
                    if ((schema.Fields[key]?.Schema ?? (schema.Kind == SchemaKind.List ? null : schema.Element)) is { } child && !IsCertain(member, child))
                    {
                        return false;
                    }
                }

                return true;
            case ListValue list:
                return IsUnique(list, schema) && AreItemsCertain(list, schema);
            default:
                return true;
        }
    }

    private static bool AreItemsCertain(ListValue list, Schema schema)
    {
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

    private static bool IsUnique(ListValue list, Schema schema)
    {
        if (schema.ListType is not (ListType.Set or ListType.Map))
        {
            return true;
        }

        var isMap = schema.ListType == ListType.Map;
        for (var i = 0; i < list.Count; i++)
        {
            if (list.Count > LongestCompared || (isMap && list[i] is not MapValue))
            {
                return false;
            }

            for (var j = 0; j < i; j++)
            {
                if (isMap ? HaveSameKey((MapValue)list[i], (MapValue)list[j], schema.ListKeys) : list[i].Equals(list[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool HaveSameKey(MapValue left, MapValue right, IReadOnlyList<string> keys)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (left[keys[i]] != right[keys[i]])
            {
                return false;
            }
        }

        return true;
    }
}
