using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>The results of all servers side by side.</summary>
internal static class LoadTable
{
    public static string Write(IReadOnlyDictionary<string, Dictionary<string, LoadResult>> results, string resource, int count, int rounds)
    {
        var text = new StringBuilder();
        var names = results.Keys.ToArray();
        text.AppendLine(CultureInfo.InvariantCulture, $"{resource}, {count} objects, best of {rounds} rounds in turn, {Environment.ProcessorCount} cores shared with the load, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}; in brackets server CPU per operation").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| what | {string.Join(" | ", names)} |{(names.Length == 2 ? " ratio |" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(names.Select(_ => "---|"))}{(names.Length == 2 ? "---|" : "")}");
        foreach (var row in results[names[0]].Keys)
        {
            var cells = names.Select(n => results[n].TryGetValue(row, out var result) ? Cell(result) : "").ToArray();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", cells)} |{(names.Length == 2 ? $" {Ratio(results[names[0]][row], results[names[1]].GetValueOrDefault(row))} |" : "")}");
        }

        return text.ToString();
    }

    public static MapValue ToJson(IReadOnlyDictionary<string, Dictionary<string, LoadResult>> results) =>
        MapValue.Of([.. results.Select(server => (server.Key, (Value)MapValue.Of([.. server.Value.Values.Select(r => (r.Row, (Value)MapValue.Of(
            ("value", NumberValue.Of(r.Value)), ("unit", r.Unit), ("serverMilliseconds", NumberValue.Of(r.ServerMilliseconds)))))])))]);

    private static string Cell(LoadResult result)
    {
        var value = result.Value >= 100 ? result.Value.ToString("#,0", CultureInfo.InvariantCulture) : result.Value.ToString("0.##", CultureInfo.InvariantCulture);
        return result.ServerMilliseconds > 0 ? $"{value} {result.Unit} ({result.ServerMilliseconds.ToString("0.000", CultureInfo.InvariantCulture)} ms)" : $"{value} {result.Unit}";
    }

    private static string Ratio(LoadResult one, LoadResult? two)
    {
        if (two is null || one.Value == 0 || two.Value == 0)
        {
            return "";
        }

        var ratio = one.Unit.EndsWith("/s", StringComparison.Ordinal) ? one.Value / two.Value : two.Value / one.Value;
        return "x" + ratio.ToString("0.0", CultureInfo.InvariantCulture);
    }
}
