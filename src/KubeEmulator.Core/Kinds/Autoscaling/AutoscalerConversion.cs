using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Autoscalers between v1 and v2, which is what is stored. v1 knows cpu utilisation only; the rest travels in annotations
/// (<c>pkg/apis/autoscaling/v1/conversion.go</c>).
/// </summary>
internal static class AutoscalerConversion
{
    /// <summary>The annotation of v1 with the metrics that v1 has no field for.</summary>
    public const string Metrics = "autoscaling.alpha.kubernetes.io/metrics";
    private const string CurrentMetrics = "autoscaling.alpha.kubernetes.io/current-metrics";
    private const string Conditions = "autoscaling.alpha.kubernetes.io/conditions";
    private const string Behavior = "autoscaling.alpha.kubernetes.io/behavior";
    private const string BehaviorType = "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior";

    private static readonly string[] Annotations = [Metrics, CurrentMetrics, Conditions, Behavior];

    public static MapValue ToV2(MapValue document)
    {
        var annotations = document.Map("metadata")?.Map("annotations") ?? MapValue.Empty;
        var (spec, status) = (document.Map("spec") ?? MapValue.Empty, document.Map("status") ?? MapValue.Empty);
        var metrics = new List<Value>();
        if (Read(annotations, Metrics) is ListValue others)
        {
            metrics.AddRange(others.OfType<MapValue>().Select(AutoscalerMetrics.SpecFromV1));
        }

        if (spec.Integer("targetCPUUtilizationPercentage") is { } cpu)
        {
            metrics.Add(AutoscalerMetrics.CpuUtilization(cpu));
        }

        spec = spec.Without("targetCPUUtilizationPercentage").With("metrics", metrics.Count == 0 ? ListValue.Of(AutoscalerMetrics.CpuUtilization(80)) : ListValue.From(metrics));
        if (Read(annotations, Behavior) is MapValue { Count: > 0 } behavior)
        {
            spec = spec.With("behavior", LowerCased(behavior));
        }

        var current = Read(annotations, CurrentMetrics) is ListValue statuses
            ? ListValue.From(statuses.OfType<MapValue>().Select(AutoscalerMetrics.StatusFromV1))
            : status.Integer("currentCPUUtilizationPercentage") is { } utilization ? ListValue.Of(CpuStatus(utilization)) : null;
        status = status.Without("currentCPUUtilizationPercentage").WithOptional("currentMetrics", current ?? (Value)Value.Null);
        status = Read(annotations, Conditions) is ListValue conditions ? status.With("conditions", conditions) : status;
        return Renamed(WithoutAnnotations(document), "autoscaling/v2").With("spec", spec).With("status", status);
    }

    public static MapValue ToV1(MapValue document)
    {
        var (spec, status) = (document.Map("spec") ?? MapValue.Empty, document.Map("status") ?? MapValue.Empty);
        var annotations = WithoutAnnotations(document).Map("metadata")?.Map("annotations") ?? MapValue.Empty;
        var metrics = spec.Maps("metrics").ToArray();
        annotations = Write(annotations, Metrics, metrics.Where(m => !AutoscalerMetrics.IsCpuUtilization(m)).Select(AutoscalerMetrics.SpecToV1));
        annotations = Write(annotations, CurrentMetrics, status.Maps("currentMetrics").Select(AutoscalerMetrics.StatusToV1));
        if (spec.Map("behavior") is { } behavior)
        {
            annotations = annotations.With(Behavior, InternalText.Of(behavior, BehaviorType));
        }

        annotations = Write(annotations, Conditions, status.Maps("conditions"));
        var flat = spec.Without("metrics").Without("behavior");
        if (Array.Find(metrics, AutoscalerMetrics.IsCpuUtilization) is { } cpu)
        {
            flat = flat.With("targetCPUUtilizationPercentage", cpu.At("resource", "target", "averageUtilization")!);
        }

        // In the order of v1, which patches show.
        var (replicas, desired) = (status["currentReplicas"] ?? 0, status["desiredReplicas"] ?? 0);
        var flatStatus = status.Without("currentMetrics").Without("conditions").Without("currentReplicas").Without("desiredReplicas")
            .With("currentReplicas", replicas).With("desiredReplicas", desired);
        foreach (var metric in status.Maps("currentMetrics").Where(m => m.StringAt("resource", "name") == "cpu" && m.String("type") == "Resource"))
        {
            flatStatus = flatStatus.WithOptional("currentCPUUtilizationPercentage", metric.At("resource", "current", "averageUtilization") ?? flatStatus["currentCPUUtilizationPercentage"]);
        }

        var converted = Renamed(document, "autoscaling/v1").With("spec", flat).With("status", flatStatus);
        return converted.EditMap("metadata", m => m.WithOptional("annotations", annotations.Count == 0 ? null : annotations));
    }

    private static MapValue Renamed(MapValue document, string version) => document.With("apiVersion", version);

    private static MapValue WithoutAnnotations(MapValue document) => document.EditMap("metadata", metadata =>
    {
        if (metadata.Map("annotations") is not { } annotations)
        {
            return metadata;
        }

        foreach (var key in Annotations)
        {
            annotations = annotations.Without(key);
        }

        return metadata.WithOptional("annotations", annotations.Count == 0 ? null : annotations);
    });

    private static MapValue CpuStatus(long utilization) => MapValue.Of(
        ("type", "Resource"),
        ("resource", MapValue.Of(("name", "cpu"), ("current", MapValue.Of(("averageUtilization", utilization))))));

    // What cannot be read is passed over, as upstream does.
    private static Value? Read(MapValue annotations, string key)
    {
        try
        {
            return annotations.String(key) is { } text ? Value.Parse(text) : null;
        }
        catch (ValueFormatException)
        {
            return null;
        }
    }

    private static MapValue Write(MapValue annotations, string key, IEnumerable<MapValue> items)
    {
        var list = ListValue.From(items);
        return list.Count == 0 ? annotations : annotations.With(key, list.ToString());
    }

    // The annotation holds the internal struct, under Go's names.
    private static Value LowerCased(Value value) => value switch
    {
        MapValue map => MapValue.Of([.. map.Where(m => m.Value is not NullValue).Select(m => (char.ToLowerInvariant(m.Key[0]) + m.Key[1..], LowerCased(m.Value)))]),
        ListValue list => list.Edit(LowerCased),
        _ => value,
    };
}
