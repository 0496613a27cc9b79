using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>A document as Go writes <c>map[string]interface{}</c>: keys sorted at every level, floats in their shortest form.</summary>
internal static class UnstructuredForm
{
    /// <summary>The document in this form; itself where it has it.</summary>
    public static MapValue Of(MapValue map)
    {
        var sorted = SortedKeys.Sort(map);
        Value[]? changed = null;
        for (var i = 0; i < sorted.Count; i++)
        {
            var value = Of(sorted.Values[i]);
            if (!ReferenceEquals(value, sorted.Values[i]))
            {
                changed ??= [.. sorted.Values];
                changed[i] = value;
            }
        }

        return changed is null ? sorted : MapValue.Adopt(sorted.Keys, changed);
    }

    /// <inheritdoc cref="Of(MapValue)"/>
    public static Value Of(Value value) => value switch
    {
        MapValue map => Of(map),
        ListValue list => list.Edit(Of),
        NumberValue { IsInteger: false } number => Float(number),
        _ => value,
    };

    private static NumberValue Float(NumberValue number)
    {
        var shortest = NumberValue.Of(number.AsDouble);
        return shortest.Text == number.Text ? number : shortest;
    }
}
