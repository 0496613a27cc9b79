namespace KubeEmulator.Values;

/// <summary>
/// What changed between two documents, for messages and logs. Parts that both share are not looked into, so the cost is that
/// of what changed. Lists are compared item by item in their order.
/// </summary>
public static class ValueDiff
{
    /// <summary>The places that differ, in document order; the deepest place that holds all of a difference.</summary>
    public static IReadOnlyList<ValueDifference> Between(Value? before, Value? after)
    {
        var found = new List<ValueDifference>();
        Compare(JsonPointer.Root, before, after, found);
        return found;
    }

    private static void Compare(JsonPointer path, Value? before, Value? after, List<ValueDifference> found)
    {
        if (ReferenceEquals(before, after))
        {
            return;
        }

        switch (before, after)
        {
            case (MapValue left, MapValue right):
                CompareMaps(path, left, right, found);
                break;
            case (ListValue left, ListValue right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    Compare(path.Append(i), i < left.Count ? left[i] : null, i < right.Count ? right[i] : null, found);
                }

                break;
            default:
                if (before != after)
                {
                    found.Add(new ValueDifference(path, before, after));
                }

                break;
        }
    }

    private static void CompareMaps(JsonPointer path, MapValue left, MapValue right, List<ValueDifference> found)
    {
        foreach (var (key, value) in left)
        {
            var other = right[key];
            if (!ReferenceEquals(value, other))
            {
                Compare(path.Append(key), value, other, found);
            }
        }

        foreach (var (key, value) in right)
        {
            if (!left.ContainsKey(key))
            {
                found.Add(new ValueDifference(path.Append(key), null, value));
            }
        }
    }
}
