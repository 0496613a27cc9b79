using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>The figures as a table for people and as JSON for programs, which is also how a run's own process hands them over.</summary>
internal static class SimulationTable
{
    public static string Write(IReadOnlyList<SimulationRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores shared with the clients, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, each row's run in a process of its own").AppendLine();
        text.AppendLine("| what | aim | measured | processor | collector pauses | allocated per item |").AppendLine("|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Aim} | {Number(row.Value)} {row.Unit} | {Seconds(row.Processor)} | {Seconds(row.Paused)} | {(row.Allocated > 0 ? Number(row.Allocated / 1024) + " KiB" : "")} |");
        }

        return text.ToString();
    }

    public static ListValue ToJson(IEnumerable<SimulationRow> rows) => ListValue.From(rows.Select(row => (Value)MapValue.Of(
        ("what", row.What),
        ("aim", row.Aim),
        ("value", NumberValue.Of(row.Value)),
        ("unit", row.Unit),
        ("processorSeconds", NumberValue.Of(row.Processor)),
        ("pausedSeconds", NumberValue.Of(row.Paused)),
        ("allocatedBytesPerItem", NumberValue.Of(row.Allocated)))));

    public static IEnumerable<SimulationRow> FromJson(ReadOnlyMemory<byte> json) => ((ListValue)Value.Parse(json.Span)).OfType<MapValue>().Select(row => new SimulationRow(
        row.StringOrEmpty("what"), row.StringOrEmpty("aim"), Figure(row, "value"), row.StringOrEmpty("unit"), Figure(row, "processorSeconds"), Figure(row, "pausedSeconds"), Figure(row, "allocatedBytesPerItem")));

    private static double Figure(MapValue row, string name) => double.Parse(row[name]!.ToString()!, CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value > 0 ? Number(value) + " s" : "";

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : value >= 1 ? "0.0" : "0.000", CultureInfo.InvariantCulture);
}
