using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>Tables, as <c>kubectl get</c> asks for. Upstream: <c>endpoints/handlers/response.go</c> and the kinds' TableConvertors.</summary>
internal static class TableDocument
{
    private static readonly PrinterColumn[] DefaultColumns = [new("Name", "string", "name", 0), new("Created At", "date", "", 0)];

    // The Scale of a workload has a table of its own (pkg/printers/internalversion/printers.go); custom resources show their own columns.
    private static readonly PrinterColumn[] ScaleColumns =
    [
        new("Name", "string", "", 0), new("Desired", "integer", "", 0), new("Available", "integer", "", 0), new("Age", "string", "", 0),
    ];

    /// <summary>A Table of a list.</summary>
    /// <exception cref="ApiException">400: includeObject makes no sense.</exception>
    public static MapValue OfList(Exchange exchange, ResourceType type, ListPage page, string version)
    {
        var include = IncludeOf(exchange);
        var now = exchange.Services.Clock.GetUtcNow();
        var items = type.Behavior.Columns is { } columns ? columns.Order(page.Items) : page.Items;
        var rows = ListValue.From(items.Select(item => Row(type, item, include, version, now)));
        return Build(version, ListAnswer.MetadataOf(page), Definitions(ColumnsOf(type)), rows);
    }

    /// <summary>A Table of one row.</summary>
    /// <exception cref="ApiException">400: includeObject makes no sense.</exception>
    public static MapValue OfObject(Exchange exchange, ResourceType type, KubeObject document, string version) =>
        OfObject(type, document, IncludeOf(exchange), version, exchange.Services.Clock.GetUtcNow(), withColumns: true);

    /// <summary>A Table of one row; later events of a watch leave out the columns.</summary>
    public static MapValue OfObject(ResourceType type, KubeObject document, string include, string version, DateTimeOffset now, bool withColumns)
    {
        var metadata = document.Metadata.ResourceVersion.Length > 0 ? MapValue.Of(("resourceVersion", document.Metadata.ResourceVersion)) : MapValue.Empty;
        return Build(version, metadata, withColumns ? Definitions(IsScale(type, document) ? ScaleColumns : ColumnsOf(type)) : Value.Null, ListValue.Of(Row(type, document, include, version, now)));
    }

    /// <summary>What the rows are to hold: <c>Metadata</c>, <c>Object</c> or <c>None</c>.</summary>
    public static string IncludeOf(Exchange exchange) => exchange.Query.First("includeObject") switch
    {
        null or "" or "Metadata" => "Metadata",
        "Object" => "Object",
        "None" => "None",
        var other => throw StatusDocument.BadRequest($"Unable to convert to Table as requested: includeObject: Invalid value: {GoText.Quote(other)}: must be 'Metadata', 'Object', 'None', or empty").ToException(),
    };

    private static MapValue Build(string version, MapValue metadata, Value columns, ListValue rows) => MapValue.Of(
        ("kind", "Table"),
        ("apiVersion", $"meta.k8s.io/{version}"),
        ("metadata", metadata),
        ("columnDefinitions", columns),
        ("rows", rows));

    private static bool IsScale(ResourceType type, KubeObject document) => !type.IsCustom && document.Kind == "Scale";

    private static IReadOnlyList<PrinterColumn> ColumnsOf(ResourceType type) =>
        type.Behavior.Columns is null || type.Columns.Count == 0 ? DefaultColumns : type.Columns;

    private static ListValue Definitions(IEnumerable<PrinterColumn> columns) => ListValue.From(columns.Select(c => MapValue.Of(
        ("name", c.Name),
        ("type", c.Type),
        ("format", c.Format),
        ("description", c.Description),
        ("priority", c.Priority))));

    private static MapValue Row(ResourceType type, KubeObject item, string include, string version, DateTimeOffset now)
    {
        var columns = type.Behavior.Columns;
        var isScale = IsScale(type, item);
        var cells = isScale ? ScaleCells(item, now)
            : columns is null ? [item.Name, Created(item)]
            : columns.Cells(item, now);
        var row = new MapBuilder(3) { { "cells", ListValue.From(cells) } };
        if (!isScale && columns?.Conditions(item) is { } conditions)
        {
            row["conditions"] = conditions;
        }

        row["object"] = include switch
        {
            "Object" => item.Root,
            "None" => Value.Null,
            _ => PartialMetadata.Of(type, item, version),
        };
        return row.Build();
    }

    private static IReadOnlyList<Value> ScaleCells(KubeObject scale, DateTimeOffset now) =>
        [scale.Name, scale.Spec.Integer("replicas") ?? 0, scale.Status.Integer("replicas") ?? 0, HumanDuration.Since(scale.Metadata.CreationTimestamp, now)];

    private static Value Created(KubeObject item) =>
        DateTimeOffset.TryParse(item.Metadata.CreationTimestamp, CultureInfo.InvariantCulture, out _) ? item.Metadata.CreationTimestamp! : Value.Null;
}
