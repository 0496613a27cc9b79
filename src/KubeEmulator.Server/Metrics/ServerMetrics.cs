using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Server.Endpoints;

namespace KubeEmulator.Server.Metrics;

/// <summary>The text of <c>/metrics</c>: names and labels of the real server, and only what is really counted here.</summary>
internal static class ServerMetrics
{
    public static string Write(ApiServer server)
    {
        var text = new PrometheusText();
        WriteInFlight(text, server.Metrics);
        WriteDurations(text, server.Metrics);
        WriteTotals(text, server.Metrics);
        WriteObjects(text, server.Services);
        WriteHealth(text);
        text.Metric("process_start_time_seconds", "gauge", "When the server began, in seconds since the Unix epoch.")
            .Sample("process_start_time_seconds", server.Started.ToUnixTimeMilliseconds() / 1000.0);
        return text.ToString();
    }

    /// <summary>The text of <c>/metrics/slis</c>.</summary>
    public static string WriteHealth()
    {
        var text = new PrometheusText();
        WriteHealth(text);
        return text.ToString();
    }

    private static void WriteInFlight(PrometheusText text, RequestMetrics metrics)
    {
        text.Metric("apiserver_current_inflight_requests", "gauge", "[STABLE] Requests that are being answered, by kind.")
            .Sample("apiserver_current_inflight_requests", metrics.Writing, ("request_kind", "mutating"))
            .Sample("apiserver_current_inflight_requests", metrics.Reading, ("request_kind", "readOnly"));
        text.Metric("apiserver_longrunning_requests", "gauge", "[STABLE] Streams that are open.");
        foreach (var (labels, count) in metrics.LongRunning)
        {
            text.Sample(
                "apiserver_longrunning_requests",
                count,
                ("component", "apiserver"),
                ("group", labels.Group),
                ("resource", labels.Resource),
                ("scope", labels.Scope),
                ("subresource", labels.Subresource),
                ("verb", labels.Verb),
                ("version", labels.Version));
        }
    }

    private static void WriteDurations(PrometheusText text, RequestMetrics metrics)
    {
        const string Name = "apiserver_request_duration_seconds";
        text.Metric(Name, "histogram", "[STABLE] How long answers took, in seconds.");
        foreach (var (labels, histogram) in metrics.Durations)
        {
            var counts = histogram.Cumulative;
            for (var i = 0; i < counts.Count; i++)
            {
                var bound = i < DurationHistogram.Bounds.Length ? DurationHistogram.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Sample(Name + "_bucket", counts[i], [.. LabelsOf(labels), ("le", bound)]);
            }

            text.Sample(Name + "_sum", histogram.Sum, LabelsOf(labels));
            text.Sample(Name + "_count", counts[^1], LabelsOf(labels));
        }
    }

    private static void WriteTotals(PrometheusText text, RequestMetrics metrics)
    {
        text.Metric("apiserver_request_total", "counter", "[STABLE] Answered requests by verb, resource and status code.");
        foreach (var (labels, code, count) in metrics.Totals)
        {
            text.Sample("apiserver_request_total", count, [("code", code.ToString(CultureInfo.InvariantCulture)), .. LabelsOf(labels), ("system_client", "")]);
        }
    }

    private static void WriteObjects(PrometheusText text, ClusterServices services)
    {
        var snapshot = services.Store.Current;
        text.Metric("apiserver_resource_objects", "gauge", "[ALPHA] Stored objects by resource.");
        foreach (var resource in snapshot.Resources)
        {
            text.Sample("apiserver_resource_objects", snapshot.Count(resource), ("group", resource.Group), ("resource", resource.Resource));
        }

        text.Metric("apiserver_storage_objects", "gauge", "[STABLE] Stored objects by resource.");
        foreach (var resource in snapshot.Resources)
        {
            text.Sample("apiserver_storage_objects", snapshot.Count(resource), ("resource", resource.ToString()));
        }
    }

    private static void WriteHealth(PrometheusText text)
    {
        text.Metric("kubernetes_healthcheck", "gauge", "[STABLE] The result of a health check.");
        foreach (var type in (string[])["healthz", "livez", "readyz"])
        {
            foreach (var check in HealthChecks.Of(type))
            {
                text.Sample("kubernetes_healthcheck", 1, ("name", check), ("type", type));
            }
        }
    }

    private static (string Name, string Value)[] LabelsOf(RequestLabels labels) =>
    [
        ("component", "apiserver"),
        ("dry_run", labels.DryRun),
        ("group", labels.Group),
        ("resource", labels.Resource),
        ("scope", labels.Scope),
        ("subresource", labels.Subresource),
        ("verb", labels.Verb),
        ("version", labels.Version),
    ];
}
