using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>A struct as encoding/json writes it: fields in declaration order, zero ones by their <see cref="Presence"/>.</summary>
internal static class StructWriter
{
    /// <summary>The struct with these field values (null: at zero); <paramref name="original"/> itself where it already reads so.</summary>
    public static MapValue Write(MapValue original, SchemaFields fields, ReadOnlySpan<Value?> values)
    {
        var count = 0;
        var same = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (Written(fields[i], values[i]) is { } written)
            {
                same = same && count < original.Count && ReferenceEquals(original.Values[count], written) && string.Equals(original.Keys[count], fields[i].Name, StringComparison.Ordinal);
                count++;
            }
        }

        if (same && count == original.Count)
        {
            return original;
        }

        return Build(fields, values, count);
    }

    private static MapValue Build(SchemaFields fields, ReadOnlySpan<Value?> values, int count)
    {
        var keys = new string[count];
        var members = new Value[count];
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (Written(fields[i], values[i]) is { } written)
            {
                keys[at] = fields[i].Name;
                members[at++] = written;
            }
        }

        return MapValue.Adopt(keys, members);
    }

    private static Value? Written(SchemaField field, Value? value) => field.Presence switch
    {
        Presence.AsSent => value,
        Presence.NonZero => value is null || ZeroValues.IsEmpty(value, field.Schema) ? null : value,
        Presence.Always => value ?? ZeroValues.Of(field.Schema),
        _ => value ?? NullValue.Null,
    };
}
