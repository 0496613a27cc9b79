using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>The results of all servers side by side.</summary>
internal static class LoadTable
{
    /// <summary>The name of the bare endpoint among the servers.</summary>
    public const string Floor = "floor";

    public static string Write(IReadOnlyDictionary<string, Dictionary<string, LoadResult>> results, string resource, int count, int rounds)
    {
        var text = new StringBuilder();
        var names = results.Keys.ToArray();
        var real = names.Where(n => n != Floor).ToArray();
        text.AppendLine(CultureInfo.InvariantCulture, $"{resource}, {count} objects, best of {rounds} rounds in turn, {Environment.ProcessorCount} cores shared with the load, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}; in brackets server CPU per operation").AppendLine();
        Line(text, ["what", .. names, .. real.Length == 2 ? ["ratio"] : Array.Empty<string>(), .. names.Contains(Floor) ? [$"{names[0]} of the floor"] : Array.Empty<string>()]);
        Line(text, Enumerable.Repeat("---", 1 + names.Length + (real.Length == 2 ? 1 : 0) + (names.Contains(Floor) ? 1 : 0)));
        foreach (var (row, first) in results[names[0]])
        {
            var cells = names.Select(n => results[n].TryGetValue(row, out var result) ? Cell(result) : "").ToList();
            if (real.Length == 2)
            {
                cells.Add(first.Times(results[real[1]].GetValueOrDefault(row)) is { } times ? "x" + times.ToString("0.0", CultureInfo.InvariantCulture) : "");
            }

            if (results.TryGetValue(Floor, out var floor))
            {
                cells.Add(first.Times(floor.GetValueOrDefault(row)) is { } part ? part.ToString("0 %", CultureInfo.InvariantCulture) : "");
            }

            Line(text, cells.Prepend(row));
        }

        return text.ToString();
    }

    public static MapValue ToJson(IReadOnlyDictionary<string, Dictionary<string, LoadResult>> results) =>
        MapValue.Of([.. results.Select(server => (server.Key, (Value)MapValue.Of([.. server.Value.Values.Select(r => (r.Row, (Value)MapValue.Of(
            ("value", NumberValue.Of(r.Value)), ("unit", r.Unit), ("serverMilliseconds", NumberValue.Of(r.ServerMilliseconds)))))])))]);

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Cell(LoadResult result)
    {
        var value = result.Value >= 100 ? result.Value.ToString("#,0", CultureInfo.InvariantCulture) : result.Value.ToString("0.##", CultureInfo.InvariantCulture);
        return result.ServerMilliseconds > 0 ? $"{value} {result.Unit} ({result.ServerMilliseconds.ToString("0.000", CultureInfo.InvariantCulture)} ms)" : $"{value} {result.Unit}";
    }
}
