using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>
/// What is measured in a cluster. Tests say what containers use, as a constant or as a function of the cluster's time; containers
/// nobody speaks for are measured by their kubelet where one runs. A cluster with simulated kubelets serves <c>metrics.k8s.io</c> from
/// the start, any other one from the first use on. <c>custom.metrics.k8s.io</c> and <c>external.metrics.k8s.io</c> are served once a
/// metric of theirs was set. Thread-safe.
/// </summary>
public sealed class ClusterMetrics : IMetricsSource
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly GroupResource PodResource = new("", "pods");

    private readonly ClusterServices _services;
    private readonly KubeletUsages _usages;
    private readonly Lock _lock = new();
    private ContainerRule[] _containers = [];
    private NodeRule[] _nodes = [];
    private MetricRule[] _metrics = [];

    internal ClusterMetrics(ClusterServices services) => (_services, _usages) = (services, new KubeletUsages(services));

    /// <summary>Serves metrics from now on, measured by the kubelets as long as nobody says otherwise.</summary>
    public void Enable()
    {
        lock (_lock)
        {
            _services.Metrics = this;
            if (!_services.Catalog.HasGroup(MetricsKinds.Group))
            {
                _services.Catalog = new ResourceCatalog([.. _services.Catalog.Types, .. MetricsKinds.Types]);
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

    /// <summary>Says what a node uses altogether; without it that is what its pods use and a little for the system.</summary>
    /// <param name="name">The node.</param>
    /// <param name="use">The use at a time.</param>
    public void SetNode(string name, Func<DateTimeOffset, ContainerUse> use)
    {
        ArgumentNullException.ThrowIfNull(use);
        lock (_lock)
        {
            _nodes = [new NodeRule(name, use), .. _nodes.Where(r => r.Name != name)];
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
        var names = name is null && !objects.IsEmpty ? Selected(@namespace, kind, objects) : null;
        return Samples(
            r => r.Kind.Length > 0,
            r => r.IsAbout(@namespace, kind.Kind) && r.Metric == metric && selector.Matches(r.Labels) && (name is null ? names?.Contains(r.Name) ?? true : r.Name == name));
    }

    IReadOnlyList<MetricSample>? IMetricsSource.ExternalMetrics(string @namespace, string metric, LabelSelector selector) =>
        Samples(r => r.Kind.Length == 0, r => r.Namespace == @namespace && r.Metric == metric && selector.Matches(r.Labels));

    /// <summary>Goes on with what was said of another cluster, as a fork does.</summary>
    internal void Inherit(ClusterMetrics origin)
    {
        (_containers, _nodes, _metrics) = (origin._containers, origin._nodes, origin._metrics);
        if (_containers.Length + _nodes.Length + _metrics.Length > 0)
        {
            Enable();
            Serve();
        }
    }

    /// <summary>What a pod's containers use now; null for a pod that does not run or that nobody measures.</summary>
    internal PodMetrics? Measure(KubeObject pod)
    {
        if (pod.Status.String("phase") != "Running")
        {
            return null;
        }

        var now = _services.Clock.GetUtcNow();
        var measured = _usages.OfPod(pod);
        var containers = new List<ContainerMetrics>();
        foreach (var container in pod.Spec.Maps("containers").Concat(pod.Spec.Maps("initContainers").Where(c => c.StringOrEmpty("restartPolicy") == "Always")).Select(c => c.StringOrEmpty("name")))
        {
            if (RuleFor(pod, container) is { } rule)
            {
                var use = rule.Use(now);
                containers.Add(Of(container, Quantity.ParseOrZero(use.Cpu), Quantity.ParseOrZero(use.Memory)));
            }
            else if (measured?.Containers.FirstOrDefault(c => c.Name == container) is { } usage)
            {
                containers.Add(Of(container, Cores(usage.Usage.CpuNanoCores), Quantity.Of(usage.Usage.MemoryBytes, QuantityFormat.BinarySI)));
            }
        }

        return containers.Count == 0 ? null : new PodMetrics(pod.Namespace, pod.Name, now, Window, containers);
    }

    /// <summary>What a node and its pods use; null for a node that nobody measures.</summary>
    internal (Quantity Cpu, Quantity Memory)? MeasureNode(KubeObject node)
    {
        if (Array.Find(_nodes, r => r.Name == node.Name) is { } rule)
        {
            var use = rule.Use(_services.Clock.GetUtcNow());
            return (Quantity.ParseOrZero(use.Cpu), Quantity.ParseOrZero(use.Memory));
        }

        var system = _usages.OfSystem(node.Name);
        if (system is null && _services.Pods is not null)
        {
            return null;
        }

        var (cpu, memory) = (Cores(system?.CpuNanoCores ?? 0), Quantity.Of(system?.MemoryBytes ?? 0, QuantityFormat.BinarySI));
        foreach (var container in _services.Store.Current.ByIndex(StoreIndex.PodsByNode, node.Name).Select(Measure).OfType<PodMetrics>().SelectMany(p => p.Containers))
        {
            cpu += container.Usage["cpu"];
            memory += container.Usage["memory"];
        }

        return (cpu, memory);
    }

    private static Quantity Cores(long nano) => Quantity.OfMilli(nano / 1_000_000);

    private static ContainerMetrics Of(string name, Quantity cpu, Quantity memory) =>
        new(name, new Dictionary<string, Quantity>(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory });

    private ContainerRule? RuleFor(KubeObject pod, string container) => Array.Find(
        _containers, r => r.Namespace == pod.Namespace && (r.Container is null || r.Container == container) && r.Pods.Matches(pod.Metadata.Labels));

    // Null while the API that the metric would be served by is not there.
    private List<MetricSample>? Samples(Func<MetricRule, bool> isOfApi, Func<MetricRule, bool> matches)
    {
        var rules = _metrics;
        var now = _services.Clock.GetUtcNow();
        return Array.Exists(rules, r => isOfApi(r))
            ? [.. rules.Where(matches).Select(r => new MetricSample(r.Name, Quantity.ParseOrZero(r.Value(now)), now, Window) { Labels = r.Labels })]
            : null;
    }

    private HashSet<string> Selected(string @namespace, GroupKind kind, LabelSelector objects) =>
        TypeOf(kind.Kind) is not { } type ? [] : _services.Store.Current.List(type.StorageResource, type.Namespaced ? @namespace : null)
            .Where(o => objects.Matches(o.Metadata.Labels)).Select(o => o.Name).ToHashSet(StringComparer.Ordinal);

    private ResourceType? TypeOf(string kind) => _services.Catalog.Types.FirstOrDefault(t => t.Kind == kind);

    private void Add(MetricRule rule)
    {
        Enable();
        lock (_lock)
        {
            _metrics = [rule, .. _metrics.Where(r => !r.SameSeries(rule))];
            Serve();
        }
    }

    // What discovery names.
    private void Serve()
    {
        var series = _metrics
            .Select(r => r.Kind.Length == 0 ? MetricsKinds.External(r.Metric) : TypeOf(r.Kind) is { } type ? MetricsKinds.Custom(type, r.Metric) : null)
            .OfType<ResourceType>()
            .DistinctBy(t => t.GroupResource);
        _services.Catalog = new ResourceCatalog(_services.Catalog.Types.Where(t => !MetricsKinds.IsSeries(t)).Concat(series));
    }

    private sealed record NodeRule(string Name, Func<DateTimeOffset, ContainerUse> Use);

    private sealed record ContainerRule(string Namespace, LabelSelector Pods, string? Container, Func<DateTimeOffset, ContainerUse> Use);

    private sealed record MetricRule(string Namespace, string Kind, string Name, string Metric, MapValue Labels, Func<DateTimeOffset, string> Value)
    {
        // What is about a namespace itself is asked for in that namespace.
        public bool IsAbout(string @namespace, string kind) => Kind == kind && (Kind == "Namespace" || Namespace == @namespace);

        public bool SameSeries(MetricRule other) =>
            (Namespace, Kind, Name, Metric) == (other.Namespace, other.Kind, other.Name, other.Metric) && Labels == other.Labels;
    }
}
