using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// What each sort of metric makes of the replicas; <c>pkg/controller/podautoscaler/{horizontal,replica_calculator}.go</c>. Amounts are
/// thousandths, and divisions round as upstream's.
/// </summary>
/// <param name="target">What is scaled.</param>
/// <param name="pods">Its pods.</param>
/// <param name="queries">The metrics APIs.</param>
/// <param name="tolerance">What is no change.</param>
/// <param name="now">The time.</param>
internal sealed class MetricCalculator(ScaleTarget target, IReadOnlyList<PodView> pods, MetricQueries queries, UsageTolerance tolerance, DateTimeOffset now)
{
    /// <exception cref="MetricException">The metric cannot be had; with the condition's reason.</exception>
    public MetricProposal Propose(MapValue metric)
    {
        var type = metric.StringOrEmpty("type");
        try
        {
            return type switch
            {
                "Resource" => Resource(type, "resource", metric.Map("resource")!, ""),
                "ContainerResource" => Resource(type, "containerResource", metric.Map("containerResource")!, metric.Map("containerResource")!.StringOrEmpty("container")),
                "Pods" => Pods(metric.Map("pods")!),
                "Object" => Object(metric.Map("object")!),
                "External" => External(metric.Map("external")!),
                _ => throw new MetricException($"unknown metric source type {GoText.Quote(type)}") { Reason = "InvalidMetricSourceType" },
            };
        }
        catch (MetricException missing) when (missing.Reason.Length == 0)
        {
            throw new MetricException(missing.Message) { Reason = $"FailedGet{type}Metric" };
        }
    }

    private MetricProposal Resource(string type, string member, MapValue source, string container)
    {
        var name = source.StringOrEmpty("name");
        var wanted = source.Map("target") ?? MapValue.Empty;
        var status = MapValue.Of(("name", name));
        status = container.Length > 0 ? status.With("container", container) : status;
        MapValue Status(MapValue current) => MapValue.Of(("type", type), (member, status.With("current", current)));
        if (Quantity.From(wanted["averageValue"]) is { } average)
        {
            return Prefixed($"failed to get {name} usage: ", () =>
            {
                var (replicas, usage) = Plain(queries.Resource(name, target.Selector, container), average.MilliValue, name);
                return new MetricProposal(replicas, $"{name} resource", Status(MapValue.Of(("averageValue", Amount(name, usage)))));
            });
        }

        return Prefixed($"failed to get {name} utilization: ", () =>
        {
            var percent = wanted.Integer("averageUtilization") ?? throw new MetricException("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set");
            var measured = new MeasuredPods(pods, queries.Resource(name, target.Selector, container), name, now);
            var requests = PodRequests.Of(pods, container, name);
            var (_, utilization, raw) = Utilization(measured.Samples, requests, percent);
            var replicas = measured.Replicas(
                target.Replicas, samples => Utilization(samples, requests, percent).Ratio, pod => requests[pod] * Math.Max(100, percent) / 100, tolerance);
            var shown = type == "ContainerResource" ? $"{name} container resource utilization (percentage of request)" : $"{name} resource utilization (percentage of request)";
            return new MetricProposal(replicas, shown, Status(MapValue.Of(("averageUtilization", utilization), ("averageValue", Amount(name, raw)))));
        });
    }

    private MetricProposal Pods(MapValue source)
    {
        var (name, selector) = Metric(source);
        var wanted = Quantity.From(source.Map("target")?["averageValue"])?.MilliValue ?? 0;
        var (replicas, usage) = Plain(queries.Pods(name, target.Selector, selector), wanted, "");
        return new MetricProposal(replicas, $"pods metric {name}", Status("Pods", "pods", source, "averageValue", usage));
    }

    private MetricProposal Object(MapValue source)
    {
        var (name, selector) = Metric(source);
        var described = source.Map("describedObject") ?? MapValue.Empty;
        var kind = new GroupKind(GroupVersion.Parse(described.StringOrEmpty("apiVersion")).Group, described.StringOrEmpty("kind"));
        var wanted = source.Map("target") ?? MapValue.Empty;
        if (wanted.String("type") == "Value" && Quantity.From(wanted["value"]) is { } value)
        {
            var usage = queries.Object(kind, described.StringOrEmpty("name"), name, selector);
            return new MetricProposal(ByRatio((double)usage / value.MilliValue), $"{kind.Kind} metric {name}", Status("Object", "object", source, "value", usage));
        }

        if (wanted.String("type") == "AverageValue" && Quantity.From(wanted["averageValue"]) is { } average)
        {
            return Prefixed($"failed to get {name} object metric: ", () =>
            {
                var usage = queries.Object(kind, described.StringOrEmpty("name"), name, selector);
                return new MetricProposal(PerPod(usage, average.MilliValue), ExternalName(source, name), Status("Object", "object", source, "averageValue", Share(usage)));
            });
        }

        throw new MetricException("invalid object metric source: neither a value target nor an average value target was set");
    }

    private MetricProposal External(MapValue source)
    {
        var (name, selector) = Metric(source);
        var wanted = source.Map("target") ?? MapValue.Empty;
        long Usage() => queries.External(name, selector, SelectorText(source));
        if (Quantity.From(wanted["averageValue"]) is { } average)
        {
            return Prefixed($"failed to get {name} external metric: ", () =>
            {
                var usage = Usage();
                return new MetricProposal(PerPod(usage, average.MilliValue), ExternalName(source, name), Status("External", "external", source, "averageValue", Share(usage)));
            });
        }

        return Prefixed($"failed to get external metric {name}: ", () =>
        {
            var value = Quantity.From(wanted["value"]) ?? throw new MetricException("invalid external metric source: neither a value target nor an average value target was set");
            var usage = Usage();
            return new MetricProposal(ByRatio((double)usage / value.MilliValue), ExternalName(source, name), Status("External", "external", source, "value", usage));
        });
    }

    private (int Replicas, long Usage) Plain(Dictionary<string, PodSample> samples, long wanted, string resource)
    {
        var measured = new MeasuredPods(pods, samples, resource, now);
        var replicas = measured.Replicas(target.Replicas, s => (double)Average(s) / wanted, _ => wanted, tolerance);
        return (replicas, Average(measured.Samples));
    }

    private static long Average(IReadOnlyDictionary<string, PodSample> samples) => samples.Values.Sum(s => s.Value) / samples.Count;

    private static (double Ratio, long Percent, long Average) Utilization(IReadOnlyDictionary<string, PodSample> samples, IReadOnlyDictionary<string, long> requests, long wanted)
    {
        var known = samples.Where(s => requests.ContainsKey(s.Key)).ToList();
        var requested = known.Sum(s => requests[s.Key]);
        if (requested == 0)
        {
            throw new MetricException("no metrics returned matched known pods");
        }

        var used = known.Sum(s => s.Value.Value);
        var percent = used * 100 / requested;
        return ((double)percent / wanted, percent, used / known.Count);
    }

    private int ByRatio(double ratio)
    {
        if (target.Replicas == 0)
        {
            return MeasuredPods.Ceiling(ratio);
        }

        if (tolerance.Covers(ratio))
        {
            return target.Replicas;
        }

        return pods.Count == 0
            ? throw new MetricException("unable to calculate ready pods: no pods returned by selector while calculating replica count")
            : MeasuredPods.Ceiling(ratio * pods.Count(p => p.Phase == "Running" && PodState.IsReady(p)));
    }

    private int PerPod(long usage, long wanted) =>
        tolerance.Covers(usage / ((double)wanted * target.ActualReplicas)) ? target.ActualReplicas : MeasuredPods.Ceiling((double)usage / wanted);

    private long Share(long usage) => target.ActualReplicas == 0 ? 0 : (long)Math.Ceiling((double)usage / target.ActualReplicas);

    private static (string Name, LabelSelector Selector) Metric(MapValue source)
    {
        var metric = source.Map("metric") ?? MapValue.Empty;
        return (metric.StringOrEmpty("name"), metric.Map("selector") is { } selector ? LabelSelector.From(selector) : LabelSelector.Everything);
    }

    private static MapValue Status(string type, string member, MapValue source, string what, long usage)
    {
        var status = MapValue.Of(("metric", source["metric"] ?? MapValue.Empty), ("current", MapValue.Of((what, Quantity.OfMilli(usage).ToString()))));
        return MapValue.Of(("type", type), (member, status.WithOptional("describedObject", source["describedObject"])));
    }

    private static string Amount(string resource, long milli) => Quantity.OfMilli(milli, resource == "memory" ? QuantityFormat.BinarySI : QuantityFormat.DecimalSI).ToString();

    private static string ExternalName(MapValue source, string name) => $"external metric {name}({SelectorText(source)})";

    // As Go's generated String method prints a selector.
    private static string SelectorText(MapValue source)
    {
        if (source.Map("metric")?.Map("selector") is not { } selector)
        {
            return "nil";
        }

        var labels = string.Concat((selector.Map("matchLabels") ?? MapValue.Empty).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}: {(l.Value as StringValue)?.Text},"));
        var expressions = string.Concat(selector.Maps("matchExpressions").Select(e =>
            $"LabelSelectorRequirement{{Key:{e.String("key")},Operator:{e.String("operator")},Values:[{string.Join(' ', e.Strings("values"))}],}},"));
        return $"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},MatchExpressions:[]LabelSelectorRequirement{{{expressions}}},}}";
    }

    private static MetricProposal Prefixed(string prefix, Func<MetricProposal> propose)
    {
        try
        {
            return propose();
        }
        catch (MetricException missing)
        {
            throw new MetricException(prefix + missing.Message);
        }
    }
}
