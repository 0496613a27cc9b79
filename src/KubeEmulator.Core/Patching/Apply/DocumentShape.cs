using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// What of a new object, or of a configuration that is applied, decides which fields its manager owns: the names of members, the keys of list items, what sets hold, and the
/// kinds of values; values themselves only where an empty object has one too. It walks as <see cref="TypedComparison"/> does.
/// </summary>
internal static class DocumentShape
{
    /// <summary>A document of the same shape without the values that do not matter.</summary>
    public static Value Of(Value? empty, Value value, OwnershipType type) => PartOf(empty, value, type) switch
    {
        Part.Members => Members(empty as MapValue, (MapValue)value, type),
        Part.Items => Items((ListValue)value, type),
        Part.Whole or Part.Zero => value,
        _ => Bare(value),
    };

    /// <summary>Whether a value has the shape.</summary>
    public static bool IsSame(Value? empty, Value shape, Value value, OwnershipType type)
    {
        if (shape.Kind != value.Kind)
        {
            return false;
        }

        switch (PartOf(empty, value, type))
        {
            case Part.Members:
                return HaveSameMembers(empty as MapValue, (MapValue)shape, (MapValue)value, type);
            case Part.Items:
                return HaveSameItems((ListValue)shape, (ListValue)value, type);
            case Part.Whole:
                return shape.Equals(value);
            case Part.Zero:
                return shape.Equals(empty) == value.Equals(empty);
            default:
                // What is owned as a whole may hold anything, but not of any type.
                return IsEmpty(shape) == IsEmpty(value) && (value is not (MapValue or ListValue) || TypedValidation.Fits(value, type));
        }
    }

    private enum Part
    {
        /// <summary>Only that there is something, of its kind.</summary>
        Kind,

        /// <summary>Only whether it is what an empty object has.</summary>
        Zero,
        Whole,
        Members,
        Items,
    }

    private static Part PartOf(Value? empty, Value value, OwnershipType type)
    {
        // What was null is another value now, whichever it is.
        if (empty is NullValue && value is not NullValue)
        {
            empty = null;
        }

        if (empty is not null && empty.Kind != value.Kind)
        {
            return Part.Whole;
        }

        var leaf = empty is null ? Part.Kind : value is StringValue or NumberValue or BoolValue ? Part.Zero : Part.Whole;
        var shapes = type.Deduce(value);

        // One whole, whatever it holds: each Event is about another object, and owned like the one before.
        var atom = empty is null ? Part.Kind : Part.Zero;
        if (shapes.Allow(OwnershipShapes.Map))
        {
            return type.IsAtomicMap ? atom : value is not MapValue { Count: > 0 } ? leaf : Part.Members;
        }

        if (!shapes.Allow(OwnershipShapes.Scalar) && type.IsAtomicList)
        {
            return atom;
        }

        if (shapes.Allow(OwnershipShapes.Scalar) || value is not ListValue { Count: > 0 })
        {
            return leaf;
        }

        return empty is ListValue { Count: > 0 } || type.ListKeys.Count == 0 ? Part.Whole : Part.Items;
    }

    private static MapValue Members(MapValue? empty, MapValue map, OwnershipType type)
    {
        var values = new Value[map.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var key = map.Keys[i];
            values[i] = type.TypeOf(key) is { } member ? Of(empty?[key], map.Values[i], member) : map.Values[i];
        }

        return MapValue.Adopt(map.Keys, values);
    }

    private static bool HaveSameMembers(MapValue? empty, MapValue shape, MapValue map, OwnershipType type)
    {
        if (!map.HasKeysOf(shape))
        {
            return false;
        }

        for (var i = 0; i < map.Count; i++)
        {
            var key = map.Keys[i];
            if (type.TypeOf(key) is not { } member || !IsSame(empty?[key], shape.Values[i], map.Values[i], member))
            {
                return false;
            }
        }

        return true;
    }

    private static ListValue Items(ListValue list, OwnershipType type)
    {
        var items = new Value[list.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = type.Element is { } element ? Of(null, list[i], element) : list[i];
            foreach (var key in type.ListKeys)
            {
                if (list[i] is MapValue item && items[i] is MapValue bare && item[key] is { } value)
                {
                    items[i] = bare.With(key, value);
                }
            }
        }

        return ListValue.Adopt(items);
    }

    private static bool HaveSameItems(ListValue shape, ListValue list, OwnershipType type)
    {
        if (shape.Count != list.Count || type.Element is not { } element)
        {
            return false;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not MapValue item || shape[i] is not MapValue known || !IsSame(null, known, item, element))
            {
                return false;
            }

            for (var k = 0; k < type.ListKeys.Count; k++)
            {
                if (item[type.ListKeys[k]] != known[type.ListKeys[k]])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsEmpty(Value value) => value is MapValue { Count: 0 } or ListValue { Count: 0 };

    private static Value Bare(Value value) => value switch
    {
        StringValue => StringValue.Empty,
        NumberValue => NumberValue.Of(0),
        BoolValue => BoolValue.False,
        MapValue { Count: > 0 } => MapValue.Of(("", true)),
        ListValue { Count: > 0 } => ListValue.Of(true),
        _ => value,
    };
}
