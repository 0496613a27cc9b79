using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Storage;

/// <summary>Estimates what the past holds alone: the parts of a state that its successor does not share.</summary>
internal static class HistoryWeight
{
    private const int Entry = 160;

    /// <summary>The bytes that keeping <paramref name="before"/> costs while <paramref name="after"/> lives.</summary>
    public static int Of(KubeObject? before, KubeObject after) => Entry + (before is null ? 0 : Unshared(before.Root, after.Root));

    /// <summary>The bytes of the parts of a value that another does not share by reference.</summary>
    public static int Unshared(Value value, Value? other)
    {
        if (ReferenceEquals(value, other))
        {
            return 0;
        }

        switch (value)
        {
            case StringValue text:
                return 48 + (2 * text.Text.Length);
            case NumberValue:
                return 32;
            case MapValue map:
                return OfMap(map, other as MapValue);
            case ListValue list:
                return OfList(list, other as ListValue);
            default:
                return 0;
        }
    }

    private static int OfMap(MapValue map, MapValue? other)
    {
        var bytes = 64 + (8 * map.Count);
        var keys = map.Keys;
        var values = map.Values;
        for (var i = 0; i < values.Length; i++)
        {
            bytes += Unshared(values[i], other?[keys[i]]);
        }

        return bytes;
    }

    private static int OfList(ListValue list, ListValue? other)
    {
        var bytes = 56 + (8 * list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            bytes += Unshared(list[i], other is not null && i < other.Count ? other[i] : null);
        }

        return bytes;
    }
}
