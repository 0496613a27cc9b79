using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>
/// What is measured in a cluster. Tests say what containers use, as a constant or as a function of the cluster's time; containers
/// nobody speaks for are measured by their kubelet where one runs. From the first use on the group <c>metrics.k8s.io</c> is served
/// and autoscalers find their metrics; before that a cluster is one without a metrics server. Thread-safe.
/// </summary>
public sealed class ClusterMetrics : IMetricsSource
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly GroupResource PodResource = new("", "pods");

    private readonly ClusterServices _services;
    private readonly Lock _lock = new();
    private ContainerRule[] _containers = [];
    private MetricRule[] _metrics = [];

    internal ClusterMetrics(ClusterServices services) => _services = services;

    /// <summary>Serves metrics from now on, measured by the kubelets as long as nobody says otherwise.</summary>
    public void Enable()
    {
        lock (_lock)
        {
            if (_services.Metrics is null)
            {
                _services.Metrics = this;
                _services.Catalog = new ResourceCatalog([.. _services.Catalog.Types, .. MetricsKinds.Types(this)]);
            }
        }
    }

    /// <summary>Says what each container of some pods uses.</summary>
    /// <param name="namespace">The pods' namespace.</param>
    /// <param name="selector">A label selector; empty for all pods.</param>
    /// <param name="cpu">Cores, as a quantity: <c>250m</c>.</param>
    /// <param name="memory">Bytes, as a quantity: <c>64Mi</c>.</param>
    /// <param name="container">Only containers of this name; null for all.</param>
    /// <exception cref="FormatException">The selector or a quantity is malformed.</exception>
    public void Set(string @namespace, string selector, string cpu, string memory, string? container = null)
    {
        _ = (Quantity.Parse(cpu), Quantity.Parse(memory));
        Set(@namespace, selector, _ => new ContainerUse(cpu, memory), container);
    }

    /// <summary>Says what each container of some pods uses, as a function of the cluster's time; what was said later wins.</summary>
    /// <param name="namespace">The pods' namespace.</param>
    /// <param name="selector">A label selector; empty for all pods.</param>
    /// <param name="use">The use at a time. It is asked whenever somebody reads, and should answer the same for the same time.</param>
    /// <param name="container">Only containers of this name; null for all.</param>
    /// <exception cref="FormatException">The selector is malformed.</exception>
    public void Set(string @namespace, string selector, Func<DateTimeOffset, ContainerUse> use, string? container = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        var rule = new ContainerRule(@namespace, LabelSelector.Parse(selector), container, use);
        lock (_lock)
        {
            _containers = [rule, .. _containers];
        }

        Enable();
    }

    /// <summary>Says the value of a metric of one object (custom.metrics.k8s.io), as a function of the cluster's time.</summary>
    /// <param name="namespace">The object's namespace; empty for cluster-scoped ones.</param>
    /// <param name="kind">Its kind; the group does not matter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="value">The value at a time, as a quantity.</param>
    public void SetObject(string @namespace, string kind, string name, string metric, Func<DateTimeOffset, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Add(new MetricRule(@namespace, kind, name, metric, MapValue.Empty, value));
    }

    /// <summary>Says the value of a metric of something outside the cluster (external.metrics.k8s.io), as a function of the cluster's time.</summary>
    /// <param name="namespace">For which namespace.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="value">The value at a time, as a quantity.</param>
    /// <param name="labels">The labels of this series, as a selector writes them: <c>queue=work,region=eu</c>.</param>
    public void SetExternal(string @namespace, string metric, Func<DateTimeOffset, string> value, string labels = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        var pairs = labels.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2);
        Add(new MetricRule(@namespace, "", "", metric, MapValue.Of([.. pairs.Select(p => (p[0], (Value)p[1]))]), value));
    }

    IReadOnlyList<PodMetrics>? IMetricsSource.PodMetrics(string @namespace, LabelSelector pods) =>
        [.. _services.Store.Current.List(PodResource, @namespace).Where(p => pods.Matches(p.Metadata.Labels)).Select(Measure).OfType<PodMetrics>()];

    IReadOnlyList<MetricSample>? IMetricsSource.ObjectMetrics(string @namespace, GroupKind kind, string? name, LabelSelector objects, string metric, LabelSelector selector)
    {
        var names = name is not null || kind.Kind != "Pod"
            ? null
            : _services.Store.Current.List(PodResource, @namespace).Where(p => objects.Matches(p.Metadata.Labels)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return Samples(r => r.Kind == kind.Kind && r.Namespace == @namespace && r.Metric == metric && (name is null ? names?.Contains(r.Name) ?? true : r.Name == name));
    }

    IReadOnlyList<MetricSample>? IMetricsSource.ExternalMetrics(string @namespace, string metric, LabelSelector selector) =>
        Samples(r => r.Kind.Length == 0 && r.Namespace == @namespace && r.Metric == metric && selector.Matches(r.Labels));

    /// <summary>What a pod's containers use now; null for a pod that does not run or that nobody measures.</summary>
    internal PodMetrics? Measure(KubeObject pod)
    {
        if (pod.Status.String("phase") != "Running")
        {
            return null;
        }

        var now = _services.Clock.GetUtcNow();
        var measured = _services.Pods?.FindNode(pod.Spec.StringOrEmpty("nodeName"))?.ReadUsage().Pods.FirstOrDefault(p => p.Uid == pod.Metadata.Uid);
        var containers = new List<ContainerMetrics>();
        foreach (var container in pod.Spec.Maps("containers").Select(c => c.StringOrEmpty("name")))
        {
            if (RuleFor(pod, container) is { } rule)
            {
                var use = rule.Use(now);
                containers.Add(Of(container, Quantity.ParseOrZero(use.Cpu), Quantity.ParseOrZero(use.Memory)));
            }
            else if (measured?.Containers.FirstOrDefault(c => c.Name == container) is { } usage)
            {
                containers.Add(Of(container, Quantity.OfMilli(usage.Usage.CpuNanoCores / 1_000_000), Quantity.Of(usage.Usage.MemoryBytes, QuantityFormat.BinarySI)));
            }
        }

        return containers.Count == 0 ? null : new PodMetrics(pod.Namespace, pod.Name, now, Window, containers);
    }

    /// <summary>What all pods of a node use.</summary>
    internal (Quantity Cpu, Quantity Memory) MeasureNode(KubeObject node)
    {
        var (cpu, memory) = (Quantity.Zero, Quantity.Of(0, QuantityFormat.BinarySI));
        foreach (var container in _services.Store.Current.ByIndex(StoreIndex.PodsByNode, node.Name).Select(Measure).OfType<PodMetrics>().SelectMany(p => p.Containers))
        {
            cpu += container.Usage["cpu"];
            memory += container.Usage["memory"];
        }

        return (cpu, memory);
    }

    private static ContainerMetrics Of(string name, Quantity cpu, Quantity memory) =>
        new(name, new Dictionary<string, Quantity>(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory });

    private ContainerRule? RuleFor(KubeObject pod, string container) => Array.Find(
        _containers, r => r.Namespace == pod.Namespace && (r.Container is null || r.Container == container) && r.Pods.Matches(pod.Metadata.Labels));

    private List<MetricSample> Samples(Func<MetricRule, bool> matches)
    {
        var now = _services.Clock.GetUtcNow();
        return [.. _metrics.Where(matches).Select(r => new MetricSample(r.Name, Quantity.ParseOrZero(r.Value(now)), now, Window))];
    }

    private void Add(MetricRule rule)
    {
        lock (_lock)
        {
            _metrics = [rule, .. _metrics.Where(r => !r.SameSeries(rule))];
        }

        Enable();
    }

    private sealed record ContainerRule(string Namespace, LabelSelector Pods, string? Container, Func<DateTimeOffset, ContainerUse> Use);

    private sealed record MetricRule(string Namespace, string Kind, string Name, string Metric, MapValue Labels, Func<DateTimeOffset, string> Value)
    {
        public bool SameSeries(MetricRule other) =>
            (Namespace, Kind, Name, Metric) == (other.Namespace, other.Kind, other.Name, other.Metric) && Labels == other.Labels;
    }
}
