using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// The values of custom.metrics.k8s.io and external.metrics.k8s.io, whose paths name metrics where others name resources. Documents
/// as in <c>k8s.io/metrics/pkg/apis</c>; paths and refusals as in custom-metrics-apiserver's <c>pkg/registry</c>.
/// </summary>
internal static class MetricValuesEndpoint
{
    private const string Custom = "custom.metrics.k8s.io";
    private const string External = "external.metrics.k8s.io";

    /// <summary>Whether a request is about metrics that this cluster serves.</summary>
    public static bool Serves(Exchange exchange) => exchange.Request is { IsResource: true, Group: Custom or External } request
        && exchange.Services.Metrics is not null
        && exchange.Services.Catalog.Types.Any(t => t.Group == request.Group && t.Version == request.Version);

    public static Task ServeAsync(Exchange exchange)
    {
        var request = exchange.Request;
        if (request.Method != "GET" || request.IsWatchPath || request.Verb == "watch")
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        var agreed = exchange.Agree();
        var document = request.Group == External ? OfExternal(exchange) : OfObjects(exchange);
        return document is null ? Dispatcher.NotFoundAsync(exchange) : DocumentWriter.WriteAsync(exchange, 200, document, agreed);
    }

    private static MapValue? OfExternal(Exchange exchange)
    {
        var request = exchange.Request;
        if (request.Namespace.Length == 0 || request.HasName)
        {
            return null;
        }

        var samples = exchange.Services.Metrics!.ExternalMetrics(request.Namespace, request.Resource, Selector(exchange, "labelSelector")) ?? [];
        return List(exchange, "ExternalMetricValueList", samples.Select(sample => (Value)MapValue.Of(
            ("metricName", request.Resource),
            ("metricLabels", sample.Labels),
            ("timestamp", KubeTime.Format(sample.Timestamp)),
            ("value", sample.Value.ToString()))));
    }

    private static MapValue? OfObjects(Exchange exchange)
    {
        var request = exchange.Request;

        // What describes a namespace itself stands at namespaces/NS/metrics/METRIC.
        var isNamespace = request is { Resource: "metrics", HasName: true, Subresource: "" } && request.Namespace.Length > 0;
        var (resource, name, metric) = isNamespace ? ("namespaces", request.Namespace, request.Name) : (request.Resource, request.Name, request.Subresource);
        if (!request.HasName || metric.Length == 0 || request.Rest.Length > 0)
        {
            return null;
        }

        var isOne = name != "*";
        var type = TypeOf(exchange.Services.Catalog, resource);
        var samples = type is null ? [] : exchange.Services.Metrics!.ObjectMetrics(
            request.Namespace, new GroupKind(type.Group, type.Kind), isOne ? name : null, Selector(exchange, "labelSelector"), metric, Selector(exchange, "metricLabelSelector"));
        if (samples is null or { Count: 0 })
        {
            throw StatusDocument.Failure(404, StatusReason.NotFound, $"the server could not find the metric {metric} for {resource}{(isOne ? " " + name : "")}").ToException();
        }

        return List(exchange, "MetricValueList", samples.Select(sample => (Value)MapValue.Of(
            ("describedObject", Described(type!, isNamespace ? "" : request.Namespace, sample.Name)),
            ("metric", MapValue.Of(("name", metric), ("selector", Value.Null))),
            ("timestamp", KubeTime.Format(sample.Timestamp)),
            ("value", sample.Value.ToString()))));
    }

    private static MapValue Described(ResourceType type, string @namespace, string name)
    {
        var reference = new MapBuilder { { "kind", type.Kind } };
        reference["namespace"] = @namespace.Length == 0 ? null : StringValue.Of(@namespace);
        reference.Set("name", name);
        reference.Set("apiVersion", type.GroupVersion.ToString());
        return reference.Build();
    }

    private static MapValue List(Exchange exchange, string kind, IEnumerable<Value> items) => MapValue.Of(
        ("kind", kind),
        ("apiVersion", $"{exchange.Request.Group}/{exchange.Request.Version}"),
        ("metadata", MapValue.Empty),
        ("items", ListValue.From(items)));

    // A resource may stand alone or with its group behind: deployments, deployments.apps.
    private static ResourceType? TypeOf(ResourceCatalog catalog, string resource)
    {
        var parts = resource.Split('.', 2);
        return catalog.Types.FirstOrDefault(t => t.Plural == parts[0] && (parts.Length == 1 || t.Group == parts[1]));
    }

    private static LabelSelector Selector(Exchange exchange, string parameter) =>
        LabelSelector.TryParse(exchange.Query.First(parameter) ?? "", out var selector, out var error) ? selector : throw StatusDocument.BadRequest(error).ToException();
}
