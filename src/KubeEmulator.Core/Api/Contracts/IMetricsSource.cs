using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>
/// What is measured in a cluster: what metrics.k8s.io, custom.metrics.k8s.io and external.metrics.k8s.io serve, for autoscalers and for
/// clients. Each method answers null where the cluster has no such API, and an empty list where it has but measured nothing. Thread-safe.
/// </summary>
public interface IMetricsSource
{
    /// <summary>The CPU and memory of the pods of a namespace that have been measured.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="pods">Which pods.</param>
    IReadOnlyList<PodMetrics>? PodMetrics(string @namespace, LabelSelector pods);

    /// <summary>A metric of objects, pods among them.</summary>
    /// <param name="namespace">The namespace of the objects.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="name">The one object wanted; null for all that <paramref name="objects"/> selects.</param>
    /// <param name="objects">Which objects.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="selector">Which of the metric's series.</param>
    IReadOnlyList<MetricSample>? ObjectMetrics(string @namespace, GroupKind kind, string? name, LabelSelector objects, string metric, LabelSelector selector);

    /// <summary>A metric of something outside the cluster: a value for each series.</summary>
    /// <param name="namespace">The namespace that asks.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="selector">Which of its series.</param>
    IReadOnlyList<MetricSample>? ExternalMetrics(string @namespace, string metric, LabelSelector selector);
}
