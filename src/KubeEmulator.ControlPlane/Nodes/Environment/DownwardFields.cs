using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Environment;

/// <summary>The downward API: a pod's own fields and resources as text; <c>pkg/fieldpath</c> and <c>pkg/api/v1/resource</c>.</summary>
internal static class DownwardFields
{
    /// <exception cref="ConfigFaultException">There is no such field.</exception>
    public static string Field(PodScope scope, string path)
    {
        var metadata = scope.Pod.Metadata;
        return path switch
        {
            "metadata.name" => metadata.Name,
            "metadata.namespace" => metadata.Namespace,
            "metadata.uid" => metadata.Uid,
            "metadata.labels" => Lines(metadata.Labels),
            "metadata.annotations" => Lines(metadata.Annotations),
            "spec.nodeName" => scope.Pod.Spec.StringOrEmpty("nodeName"),
            "spec.serviceAccountName" => scope.Pod.Spec.StringOrEmpty("serviceAccountName"),
            "status.hostIP" => scope.HostAddresses.Count > 0 ? scope.HostAddresses[0] : "",
            "status.hostIPs" => string.Join(',', scope.HostAddresses),
            "status.podIP" => scope.OwnAddresses.Count > 0 ? scope.OwnAddresses[0] : "",
            "status.podIPs" => string.Join(',', scope.OwnAddresses),
            _ when Key(path, "metadata.labels") is { } label => metadata.Labels.StringOrEmpty(label),
            _ when Key(path, "metadata.annotations") is { } annotation => metadata.Annotations.StringOrEmpty(annotation),
            _ => throw new ConfigFaultException($"unsupported fieldPath: {path}"),
        };
    }

    /// <exception cref="ConfigFaultException">There is no such container or resource.</exception>
    public static string Resource(PodScope scope, MapValue reference, MapValue? container)
    {
        container = reference.String("containerName") is { Length: > 0 } name ? scope.Container(name) : container;
        var resource = reference.StringOrEmpty("resource");
        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        if (container is null || dot < 0)
        {
            throw new ConfigFaultException(container is null ? $"container {reference.String("containerName")} not found" : $"unsupported container resource : {resource}");
        }

        var (kind, of) = (resource[..dot], resource[(dot + 1)..]);
        var amount = Quantity.From(container.Map("resources")?.Map(kind)?[of]) ?? (kind == "limits" ? Quantity.From(scope.Allocatable[of]) : null) ?? Quantity.Zero;
        var divisor = Quantity.From(reference["divisor"]) is { IsZero: false } given ? given : Quantity.Of(1);
        var parts = of == "cpu" ? (double)amount.MilliValue / divisor.MilliValue : (double)amount.Value / divisor.Value;
        return ((long)Math.Ceiling(parts)).ToString(CultureInfo.InvariantCulture);
    }

    private static string Lines(MapValue map) =>
        string.Join('\n', map.Where(p => p.Value is StringValue).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={GoText.Quote(((StringValue)p.Value).Text)}"));

    private static string? Key(string path, string of) =>
        path.StartsWith(of + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal) ? path[(of.Length + 2)..^2] : null;
}
