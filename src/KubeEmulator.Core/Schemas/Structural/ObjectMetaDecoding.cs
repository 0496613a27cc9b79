using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// The metadata of custom resources, which Go decodes into the same ObjectMeta as everywhere; apiextensions'
/// <c>schema/objectmeta/coerce.go</c>.
/// </summary>
internal static class ObjectMetaDecoding
{
    /// <summary>The metadata in its stored form, or why it is none.</summary>
    /// <param name="metadata">What stands under <c>metadata</c>.</param>
    /// <param name="dropMalformed">Whether fields of a wrong type are dropped (stored objects) or refused (requests).</param>
    public static DecodeOutcome Decode(Value metadata, bool dropMalformed)
    {
        if (metadata is NullValue)
        {
            return new DecodeOutcome(MapValue.Empty, null, []);
        }

        if (metadata is not MapValue map)
        {
            var kind = metadata.Kind switch { ValueKind.List => "array", ValueKind.Bool => "bool", ValueKind.Number => "number", _ => "string" };
            return new DecodeOutcome(MapValue.Empty, dropMalformed ? null : $"json: cannot unmarshal {kind} into Go value of type v1.ObjectMeta", []);
        }

        if (PlainMetadata.IsCertain(map))
        {
            return new DecodeOutcome(map, null, []);
        }

        var whole = TypedDecoder.Decode(map, BuiltInSchemas.ObjectMeta);
        if (whole.Error is null || !dropMalformed)
        {
            return whole with { Document = Settled(map, whole.Document) };
        }

        var kept = MapValue.Empty;
        foreach (var (key, value) in map)
        {
            var one = MapValue.Of((key, value));
            kept = TypedDecoder.Decode(one, BuiltInSchemas.ObjectMeta).Error is null ? kept.With(key, value) : kept;
        }

        var decoded = TypedDecoder.Decode(kept, BuiltInSchemas.ObjectMeta);
        return decoded with { Document = Settled(map, decoded.Document) };
    }

    // Go turns the struct into a map again, which is written by key. Members that come out as they went in are shared.
    private static MapValue Settled(MapValue original, MapValue decoded)
    {
        var settled = UnstructuredForm.Of(decoded);
        foreach (var (key, value) in settled)
        {
            if (original[key] is { } before && !ReferenceEquals(before, value) && ReferenceEquals(UnstructuredForm.Of(before), before) && before.Equals(value))
            {
                settled = settled.With(key, before);
            }
        }

        return original.Keys.SequenceEqual(settled.Keys) && SameValues(original, settled) ? original : settled;
    }

    private static bool SameValues(MapValue left, MapValue right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (!ReferenceEquals(left.Values[i], right.Values[i]))
            {
                return false;
            }
        }

        return true;
    }
}
