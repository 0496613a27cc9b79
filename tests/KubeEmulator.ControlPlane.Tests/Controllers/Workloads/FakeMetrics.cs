using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

/// <summary>A load in thousandths of a core that all pods share evenly, and values of other metrics.</summary>
internal sealed class FakeMetrics(ControllerHarness cluster) : IMetricsSource
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    public Func<long> Load { get; set; } = () => 0;

    public Dictionary<string, long> Values { get; } = [];

    public IReadOnlyList<PodMetrics>? PodMetrics(string @namespace, LabelSelector pods)
    {
        var running = cluster.Pods().Where(p => pods.Matches(p.Metadata.Labels)).ToList();
        var now = cluster.Clock.GetUtcNow();
        return [.. running.Select(p => new PodMetrics(@namespace, p.Name, now, Window,
            [new ContainerMetrics("c", new Dictionary<string, Quantity> { ["cpu"] = Quantity.OfMilli(Load() / running.Count) })]))];
    }

    public IReadOnlyList<MetricSample>? ObjectMetrics(string @namespace, GroupKind kind, string? name, LabelSelector objects, string metric, LabelSelector selector) =>
        name is not null ? Samples(metric, name) : [.. cluster.Pods().Where(p => objects.Matches(p.Metadata.Labels)).SelectMany(p => Samples(metric, p.Name))];

    public IReadOnlyList<MetricSample>? ExternalMetrics(string @namespace, string metric, LabelSelector selector) => Samples(metric, "");

    private MetricSample[] Samples(string metric, string name) =>
        Values.TryGetValue(metric, out var value) ? [new MetricSample(name, Quantity.Of(value), cluster.Clock.GetUtcNow(), Window)] : [];
}
