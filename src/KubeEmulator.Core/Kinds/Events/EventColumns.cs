using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of Events, in either version's words. Upstream: <c>printEvent</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class EventColumns
{
    public static readonly TableColumns Instance = new Rows((o, now) =>
    {
        var series = o.Root.Map("series");
        var about = Either(o, "involvedObject", "regarding") as MapValue ?? MapValue.Empty;
        var first = Ago(Either(o, "firstTimestamp", "deprecatedFirstTimestamp"), now) ?? Ago(o.Root["eventTime"], now) ?? "<unknown>";
        var last = series is not null ? Ago(series["lastObservedTime"], now) ?? "<unknown>" : Ago(Either(o, "lastTimestamp", "deprecatedLastTimestamp"), now) ?? first;
        return
        [
            last,
            o.Root.StringOrEmpty("type"),
            o.Root.StringOrEmpty("reason"),
            Target(about),
            about.StringOrEmpty("fieldPath"),
            Source(o),
            Text(Either(o, "message", "note")).Trim(),
            first,
            Count(o, series),
            o.Name,
        ];
    });

    private static Value? Either(KubeObject o, string core, string events) => o.Root[core] ?? o.Root[events];

    private static string Text(Value? value) => (value as StringValue)?.Text ?? "";

    private static string? Ago(Value? time, DateTimeOffset now) => time is StringValue { Text.Length: > 0 } text ? HumanDuration.Since(text.Text, now) : null;

    private static string Target(MapValue about)
    {
        var kind = about.StringOrEmpty("kind").ToLowerInvariant();
        return about.String("name") is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(KubeObject o)
    {
        var source = Either(o, "source", "deprecatedSource") as MapValue ?? MapValue.Empty;
        var component = ShortList.Or(source.String("component"), Text(Either(o, "reportingComponent", "reportingController")));
        var host = ShortList.Or(source.String("host"), o.Root.StringOrEmpty("reportingInstance"));
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    private static long Count(KubeObject o, MapValue? series)
    {
        if (series is not null)
        {
            return series.Integer("count") ?? 0;
        }

        var count = o.Root.Integer("count") ?? o.Root.Integer("deprecatedCount") ?? 0;
        return count == 0 ? 1 : count;
    }
}
