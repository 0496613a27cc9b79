using System.Runtime.CompilerServices;

namespace KubeEmulator.Values;

/// <summary>
/// Makes equal parts of documents one part: ten thousand pods of a Deployment, and five Events about each, differ in a name, a uid and an
/// address, and all the rest need be kept only once.
/// <code>
///   {"type":"Ready","status":"True"}  ─┐
///   {"type":"Ready","status":"True"}  ─┴─►  one map, whose strings are those of all other documents
/// </code>
/// Parts are shared from the leaves up: a string or number that is known takes the place of its equal, and a map or list all of whose
/// parts were known is looked up by their references. One with a part of its own is neither looked up nor remembered, so that what is
/// unique costs no more than a look at its strings. The tables are small and bounded; what falls out of them is only shared with fewer.
/// </summary>
internal static class SharedValues
{
    private const int Size = 8192;

    // Longer ones are messages and data, and mostly unique.
    private const int LongestText = 128;

    // A ConfigMap's thousand entries or an endpoint list are data rather than structure.
    private const int WidestMap = 64;
    private const int LongestList = 256;

    private static readonly Value?[] Scalars = new Value?[Size];
    private static readonly Value?[] Trees = new Value?[Size];

    /// <summary>
    /// Shares the parts of a document with all documents before it. The parts are exchanged in place, each for an equal one, which
    /// whoever reads the document at the same time cannot tell.
    /// </summary>
    /// <param name="document">The document, soon to be stored.</param>
    /// <param name="before">What is stored in its place: what the two have in common has been shared already.</param>
    public static void Share(MapValue document, MapValue? before) => ShareMembers(document, before);

    // Gives the part to be used in the place of this one, and whether it was known.
    private static Value Share(Value value, Value? before, out bool isKnown)
    {
        isKnown = false;
        if (ReferenceEquals(value, before))
        {
            return value;
        }

        switch (value)
        {
            case StringValue text:
                return text.Text.Length <= LongestText ? Known(text, (uint)text.GetHashCode(), out isKnown) : value;
            case NumberValue { IsInteger: true } number:
                return Known(number, (uint)number.GetHashCode(), out isKnown);
            case MapValue { Count: > 0 and <= WidestMap } map:
                return ShareMembers(map, before as MapValue) ? KnownMap(map, out isKnown) : value;
            case ListValue { Count: > 0 and <= LongestList } list:
                return ShareItems(list, before as ListValue) ? KnownList(list, out isKnown) : value;
            case MapValue { Count: 0 } or ListValue { Count: 0 } or BoolValue or NullValue:
                isKnown = true;
                return value;
            default:
                return value;
        }
    }

    private static bool ShareMembers(MapValue map, MapValue? before)
    {
        var allKnown = true;
        var values = map.Parts;
        var sameKeys = before?.HasKeysOf(map) == true;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var shared = Share(value, before is null ? null : sameKeys ? before.Values[i] : before[map.Keys[i]], out var isKnown);
            allKnown &= isKnown;
            if (!ReferenceEquals(shared, value))
            {
                values[i] = shared;
            }
        }

        return allKnown;
    }

    private static bool ShareItems(ListValue list, ListValue? before)
    {
        var allKnown = true;
        var items = list.Parts;
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            var shared = Share(item, before is not null && i < before.Count ? before[i] : null, out var isKnown);
            allKnown &= isKnown;
            if (!ReferenceEquals(shared, item))
            {
                items[i] = shared;
            }
        }

        return allKnown;
    }

    // Two places for each: one that is used again comes to the first, and a stream of unique texts flows through the second.
    private static Value Known(Value value, uint hash, out bool isKnown)
    {
        var at = (hash ^ (hash >> 15)) % Size & ~1u;
        var first = Volatile.Read(ref Scalars[at]);
        if (first is not null && (ReferenceEquals(first, value) || IsSameScalar(first, value)))
        {
            isKnown = true;
            return first;
        }

        var second = Volatile.Read(ref Scalars[at + 1]);
        if (second is not null && (ReferenceEquals(second, value) || IsSameScalar(second, value)))
        {
            isKnown = true;
            Volatile.Write(ref Scalars[at], second);
            Volatile.Write(ref Scalars[at + 1], first);
            return second;
        }

        isKnown = false;
        Volatile.Write(ref Scalars[at + (first is null ? 0u : 1u)], value);
        return value;
    }

    // 1 and 1.0 are equal but not the same.
    private static bool IsSameScalar(Value known, Value value) =>
        known is StringValue text ? value is StringValue other && string.Equals(text.Text, other.Text, StringComparison.Ordinal)
        : known is NumberValue { IsInteger: true } && value is NumberValue { IsInteger: true } && known.Equals(value);

    private static Value KnownMap(MapValue map, out bool isKnown)
    {
        ref var slot = ref Trees[Hash(map.KeysHash, map.Values)];
        var known = Volatile.Read(ref slot);
        isKnown = known is MapValue other && (ReferenceEquals(other, map) || (other.HasKeysOf(map) && IsSame(other.Values, map.Values)));
        if (!isKnown)
        {
            Volatile.Write(ref slot, map);
        }

        return isKnown ? known! : map;
    }

    private static Value KnownList(ListValue list, out bool isKnown)
    {
        ref var slot = ref Trees[Hash(0, list.AsSpan())];
        var known = Volatile.Read(ref slot);
        isKnown = known is ListValue other && (ReferenceEquals(other, list) || IsSame(other.AsSpan(), list.AsSpan()));
        if (!isKnown)
        {
            Volatile.Write(ref slot, list);
        }

        return isKnown ? known! : list;
    }

    private static bool IsSame(ReadOnlySpan<Value> known, ReadOnlySpan<Value> parts)
    {
        if (known.Length != parts.Length)
        {
            return false;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (!ReferenceEquals(known[i], parts[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static uint Hash(int seed, ReadOnlySpan<Value> parts)
    {
        var hash = (uint)seed;
        foreach (var part in parts)
        {
            hash = ((hash << 5) | (hash >> 27)) * 0x9E3779B1u ^ (uint)RuntimeHelpers.GetHashCode(part);
        }

        return (hash ^ (hash >> 13)) % Size;
    }
}
