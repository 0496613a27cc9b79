using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The rows of custom resources; apiextensions' <c>registry/customresource/tableconvertor</c>.</summary>
internal sealed class CustomResourceColumns : TableColumns
{
    private static readonly MapValue[] Default = [MapValue.Of(("name", "Age"), ("type", "date"), ("jsonPath", ".metadata.creationTimestamp"))];

    private readonly (string Type, JsonPath Path)[] _columns;

    public CustomResourceColumns(IReadOnlyList<MapValue> columns) =>
        _columns = [.. OrDefault(columns).Select(c => (c.StringOrEmpty("type"), JsonPath.Parse(c.StringOrEmpty("jsonPath"))))];

    /// <summary>The headings of a version's columns.</summary>
    public static IReadOnlyList<PrinterColumn> Definitions(MapValue version) =>
    [
        new PrinterColumn("Name", "string", "name", 0),
        .. OrDefault([.. version.Maps("additionalPrinterColumns")]).Select(c => new PrinterColumn(
            c.StringOrEmpty("name"),
            c.StringOrEmpty("type"),
            c.StringOrEmpty("format"),
            c.Integer("priority") ?? 0,
            c.String("description") is { Length: > 0 } said ? said : $"Custom resource definition column (in JSONPath format): {c.StringOrEmpty("jsonPath")}")),
    ];

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        var cells = new Value[_columns.Length + 1];
        cells[0] = stored.Name;
        for (var i = 0; i < _columns.Length; i++)
        {
            var (type, path) = _columns[i];
            cells[i + 1] = path.Error is null && path.Find(stored.Root) is [var found, ..] ? Cell(type, found, now) : Value.Null;
        }

        return cells;
    }

    private static IReadOnlyList<MapValue> OrDefault(IReadOnlyList<MapValue> columns) => columns.Count == 0 ? Default : columns;

    private static Value Cell(string type, Value found, DateTimeOffset now) => (type, found) switch
    {
        ("string", StringValue) => found,
        ("string", NullValue) => "<nil>",
        ("string", MapValue or ListValue) => found.ToString()!,
        ("string", _) => GoValueText.Plain(found),
        ("integer", NumberValue number) => number.TryGetInt64(out var integer) ? integer : (long)number.AsDouble,
        ("number", NumberValue number) => number.AsDouble,
        ("boolean", BoolValue) => found,
        ("date", StringValue text) => KubeTime.Parse(text.Text) is { } time ? HumanDuration.Format(now - time) : "<invalid>",
        _ => Value.Null,
    };
}
