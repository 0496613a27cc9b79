using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// The total order of values that sorts set items and keys (structured-merge-diff <c>value/value.go</c>):
/// numbers, strings, booleans, lists, maps, null.
/// </summary>
internal static class ValueOrder
{
    public static int Compare(Value left, Value right)
    {
        if (ReferenceEquals(left, right))
        {
            return 0;
        }

        return (left, right) switch
        {
            (NumberValue { IsInteger: true } l, NumberValue { IsInteger: true } r) => CompareIntegers(l, r),
            (NumberValue l, NumberValue r) => l.AsDouble.CompareTo(r.AsDouble),
            (StringValue l, StringValue r) => Math.Sign(string.CompareOrdinal(l.Text, r.Text)),
            (BoolValue l, BoolValue r) => l.Value.CompareTo(r.Value),
            (ListValue l, ListValue r) => CompareLists(l, r),
            (MapValue l, MapValue r) => CompareMaps(l, r),
            _ => Rank(left).CompareTo(Rank(right)),
        };
    }

    private static int Rank(Value value) => value.Kind switch
    {
        ValueKind.Number => 0,
        ValueKind.String => 1,
        ValueKind.Bool => 2,
        ValueKind.List => 3,
        ValueKind.Map => 4,
        _ => 5,
    };

    private static int CompareIntegers(NumberValue left, NumberValue right)
    {
        _ = left.TryGetInt64(out var l);
        _ = right.TryGetInt64(out var r);
        return l.CompareTo(r);
    }

    private static int CompareLists(ListValue left, ListValue right)
    {
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static int CompareMaps(MapValue left, MapValue right)
    {
        var leftKeys = left.Keys.ToArray().Order(StringComparer.Ordinal).ToArray();
        var rightKeys = right.Keys.ToArray().Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < leftKeys.Length && i < rightKeys.Length; i++)
        {
            var byName = string.CompareOrdinal(leftKeys[i], rightKeys[i]);
            var order = byName != 0 ? byName : Compare(left[leftKeys[i]]!, right[rightKeys[i]]!);
            if (order != 0)
            {
                return Math.Sign(order);
            }
        }

        return leftKeys.Length.CompareTo(rightKeys.Length);
    }
}
