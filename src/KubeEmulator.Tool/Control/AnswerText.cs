using KubeEmulator.Values;

namespace KubeEmulator.Tool.Control;

/// <summary>Answers of the control API for people: lists as columns, objects as lines.</summary>
internal static class AnswerText
{
    private const int Gap = 3;

    public static string Write(Value? answer) => answer switch
    {
        null => "",
        MapValue map when map.List("items") is { } items => Table([.. items.OfType<MapValue>()]),
        MapValue map => string.Concat(map.Select(m => $"{m.Key}: {Cell(m.Value)}{Environment.NewLine}")),
        _ => answer + Environment.NewLine,
    };

    private static string Table(IReadOnlyList<MapValue> rows)
    {
        if (rows.Count == 0)
        {
            return "none" + Environment.NewLine;
        }

        string[] columns = [.. rows.SelectMany(r => r.Select(m => m.Key)).Distinct()];
        string[][] cells = [columns.Select(c => c.ToUpperInvariant()).ToArray(), .. rows.Select(row => columns.Select(c => row[c] is { } value ? Cell(value) : "").ToArray())];
        var widths = columns.Select((_, i) => cells.Max(row => row[i].Length) + Gap).ToArray();
        return string.Concat(cells.Select(row => string.Concat(row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd() + Environment.NewLine));
    }

    private static string Cell(Value value) => value is StringValue text ? text.Text : value.ToString() ?? "";
}
