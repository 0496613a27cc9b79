namespace KubeEmulator.Values;

/// <summary>
/// Reading members without casts. A member that is absent, JSON null or of another type reads as <c>null</c>:
/// schemas have checked types before anybody reads.
/// </summary>
public static class ValueReading
{
    /// <summary>The member as a map.</summary>
    public static MapValue? Map(this MapValue map, string key) => map[key] as MapValue;

    /// <summary>The member as a list.</summary>
    public static ListValue? List(this MapValue map, string key) => map[key] as ListValue;

    /// <summary>The member's string.</summary>
    public static string? String(this MapValue map, string key) => (map[key] as StringValue)?.Text;

    /// <summary>The member's string, or an empty one.</summary>
    public static string StringOrEmpty(this MapValue map, string key) => (map[key] as StringValue)?.Text ?? "";

    /// <summary>The member's integer.</summary>
    public static long? Integer(this MapValue map, string key) => map[key] is NumberValue n && n.TryGetInt64(out var value) ? value : null;

    /// <summary>The member's boolean.</summary>
    public static bool? Bool(this MapValue map, string key) => (map[key] as BoolValue)?.Value;

    /// <summary>The maps in the list at <paramref name="key"/>; none where there is no such list.</summary>
    public static IEnumerable<MapValue> Maps(this MapValue map, string key) => map[key] is ListValue { Count: > 0 } list ? MapsIn(list) : [];

    /// <summary>The strings in the list at <paramref name="key"/>; none where there is no such list.</summary>
    public static IEnumerable<string> Strings(this MapValue map, string key) =>
        (map[key] as ListValue)?.OfType<StringValue>().Select(s => s.Text) ?? [];

    /// <summary>The value behind a chain of member names, or <c>null</c> where the chain breaks.</summary>
    public static Value? At(this Value value, params ReadOnlySpan<string> path)
    {
        Value? at = value;
        foreach (var key in path)
        {
            at = (at as MapValue)?[key];
        }

        return at;
    }

    /// <summary>The string behind a chain of member names.</summary>
    public static string? StringAt(this Value value, params ReadOnlySpan<string> path) => (value.At(path) as StringValue)?.Text;

    /// <summary>The integer behind a chain of member names.</summary>
    public static long? IntegerAt(this Value value, params ReadOnlySpan<string> path) =>
        value.At(path) is NumberValue n && n.TryGetInt64(out var integer) ? integer : null;

    /// <summary>Whether the value is absent or JSON null.</summary>
    public static bool IsNullOrAbsent(this Value? value) => value is null or NullValue;

    // One object for the whole walk, where a chain of operators would make three.
    private static IEnumerable<MapValue> MapsIn(ListValue list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is MapValue map)
            {
                yield return map;
            }
        }
    }
}
