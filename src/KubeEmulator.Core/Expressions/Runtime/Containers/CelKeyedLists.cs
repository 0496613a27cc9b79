namespace KubeEmulator.Expressions;

/// <summary>
/// How set and map lists compare and join (apiserver pkg/cel/common/values.go): order does not count, and the
/// right side's items replace the left side's of the same key, in their place.
/// </summary>
internal static class CelKeyedLists
{
    public static bool Equal(CelListKeys keys, CelList mine, CelList theirs)
    {
        if (mine.Count != theirs.Count)
        {
            return false;
        }

        return keys.IsSet
            ? theirs.Items().All(mine.Contains)
            : theirs.Items().All(item => mine.Items().Any(m => SameKeys(keys, m, item) && m.EqualTo(item)));
    }

    public static CelValue Join(CelType type, CelList mine, CelList theirs)
    {
        var keys = type.ListKeys!;
        List<CelValue> result = [.. mine.Items()];
        foreach (var item in theirs.Items())
        {
            var index = result.FindIndex(m => keys.IsSet ? m.EqualTo(item) : SameKeys(keys, m, item));
            if (index < 0)
            {
                result.Add(item);
            }
            else if (!keys.IsSet)
            {
                result[index] = item;
            }
        }

        return new CelKeyedList([.. result], type);
    }

    private static bool SameKeys(CelListKeys keys, CelValue a, CelValue b) => keys.Keys.All(key => (KeyOf(a, key), KeyOf(b, key)) switch
    {
        (null, null) => true,
        ({ } x, { } y) => x.EqualTo(y),
        _ => false,
    });

    private static CelValue? KeyOf(CelValue item, string property) => item switch
    {
        CelObject o => o.Map[property] is { } value ? CelConversion.FromJson(value, CelType.Dyn) : null,
        CelMap m => m.Find(property),
        _ => null,
    };
}
