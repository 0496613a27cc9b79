using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Equality as validation means it (apimachinery's <c>Semantic.DeepEqual</c>): a nil list or map is the empty one, and what Go
/// leaves out when it writes an object is the same as its zero value.
/// </summary>
internal static class SemanticEquality
{
    public static bool Equal(Value? left, Value? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return (left, right) switch
        {
            (MapValue a, MapValue b) => Maps(a, b),
            (ListValue a, ListValue b) => Lists(a, b),
            ({ } a, { } b) when a is not NullValue && b is not NullValue => a == b,
            _ => IsNil(left) && IsNil(right),
        };
    }

    // Zero scalars that are present stand behind pointers, so they differ from absent ones; lists and maps have no pointers.
    private static bool IsNil(Value? value) => value switch
    {
        null or NullValue => true,
        ListValue list => list.Count == 0,
        MapValue map => map.Count == 0,
        _ => false,
    };

    private static bool Lists(ListValue left, ListValue right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!Equal(left[i], right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Maps(MapValue left, MapValue right)
    {
        foreach (var (key, value) in left)
        {
            if (!Equal(value, right[key]))
            {
                return false;
            }
        }

        foreach (var (key, value) in right)
        {
            if (!left.ContainsKey(key) && !IsNil(value))
            {
                return false;
            }
        }

        return true;
    }
}
