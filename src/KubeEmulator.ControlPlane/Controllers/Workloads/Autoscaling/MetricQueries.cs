using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Asks the metrics APIs, whose refusals have the real client's words; <c>pkg/controller/podautoscaler/metrics/client.go</c>.</summary>
internal sealed class MetricQueries(IMetricsSource? source, string @namespace)
{
    /// <summary>What pods use of a resource, in all containers or in one.</summary>
    public Dictionary<string, PodSample> Resource(string resource, LabelSelector pods, string container)
    {
        var problem = $"unable to get metrics for resource {resource}: ";
        var metrics = source?.PodMetrics(@namespace, pods)
            ?? throw new MetricException(problem + "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)");
        if (metrics.Count == 0)
        {
            throw new MetricException(problem + "no metrics returned from resource metrics API");
        }

        var samples = new Dictionary<string, PodSample>(StringComparer.Ordinal);
        foreach (var pod in metrics)
        {
            var containers = pod.Containers.Where(c => container.Length == 0 || c.Name == container).ToList();
            if (containers.Count > 0 && containers.All(c => c.Usage.ContainsKey(resource)))
            {
                samples[pod.Name] = new PodSample(containers.Sum(c => c.Usage[resource].MilliValue), pod.Timestamp, pod.Window);
            }
        }

        return samples;
    }

    /// <summary>A metric of pods.</summary>
    public Dictionary<string, PodSample> Pods(string metric, LabelSelector pods, LabelSelector selector) =>
        Custom(source?.ObjectMetrics(@namespace, new GroupKind("", "Pod"), null, pods, metric, selector), $"unable to get metric {metric}: ")
            .ToDictionary(s => s.Name, s => new PodSample(s.Value.MilliValue, s.Timestamp, s.Window), StringComparer.Ordinal);

    /// <summary>A metric of one object, in thousandths.</summary>
    public long Object(GroupKind kind, string name, string metric, LabelSelector selector)
    {
        const string problem = "unable to fetch metrics from custom metrics API: ";
        try
        {
            var about = kind == new GroupKind("", "Namespace") ? @namespace : name;
            var samples = source?.ObjectMetrics(@namespace, kind, about, LabelSelector.Everything, metric, selector) ?? throw new MetricException(problem + NoCustomApi);
            return samples.Count > 0 ? samples[0].Value.MilliValue : throw new MetricException(problem + $"the server could not find the metric {metric} for {kind.Kind.ToLowerInvariant()}s {about}");
        }
        catch (MetricException missing)
        {
            throw new MetricException($"unable to get metric {metric}: {kind.Kind} on {@namespace} {name}/{missing.Message}");
        }
    }

    /// <summary>The sum of an external metric's series, in thousandths.</summary>
    public long External(string metric, LabelSelector selector, string selectorText)
    {
        var problem = $"unable to get external metric {@namespace}/{metric}/{selectorText}: ";
        var samples = source?.ExternalMetrics(@namespace, metric, selector)
            ?? throw new MetricException($"{problem}unable to fetch metrics from external metrics API: the server could not find the requested resource (get {metric}.external.metrics.k8s.io)");
        return samples.Count > 0 ? samples.Sum(s => s.Value.MilliValue) : throw new MetricException(problem + "no metrics returned from external metrics API");
    }

    private const string NoCustomApi = "no custom metrics API (custom.metrics.k8s.io) registered";

    private static IReadOnlyList<MetricSample> Custom(IReadOnlyList<MetricSample>? samples, string problem) => samples switch
    {
        null => throw new MetricException($"{problem}unable to fetch metrics from custom metrics API: {NoCustomApi}"),
        { Count: 0 } => throw new MetricException(problem + "no metrics returned from custom metrics API"),
        _ => samples,
    };
}
