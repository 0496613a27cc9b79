using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Metrics in the flat form of autoscaling/v1, where they live in annotations, and in that of v2
/// (<c>pkg/apis/autoscaling/v1/conversion.go</c>).
/// </summary>
internal static class AutoscalerMetrics
{
    // Of each source: members in v1 and where they stand in v2, in the order of v1's struct.
    private static readonly Dictionary<string, (string V1, string[] V2)[]> Specs = new(StringComparer.Ordinal)
    {
        ["object"] = [("target", ["describedObject"]), ("metricName", ["metric", "name"]), ("targetValue", ["target", "value"]), ("selector", ["metric", "selector"]), ("averageValue", ["target", "averageValue"])],
        ["pods"] = [("metricName", ["metric", "name"]), ("targetAverageValue", ["target", "averageValue"]), ("selector", ["metric", "selector"])],
        ["resource"] = [("name", ["name"]), ("targetAverageUtilization", ["target", "averageUtilization"]), ("targetAverageValue", ["target", "averageValue"])],
        ["containerResource"] = [("name", ["name"]), ("targetAverageUtilization", ["target", "averageUtilization"]), ("targetAverageValue", ["target", "averageValue"]), ("container", ["container"])],
        ["external"] = [("metricName", ["metric", "name"]), ("metricSelector", ["metric", "selector"]), ("targetValue", ["target", "value"]), ("targetAverageValue", ["target", "averageValue"])],
    };

    private static readonly Dictionary<string, (string V1, string[] V2)[]> Statuses = new(StringComparer.Ordinal)
    {
        ["object"] = [("target", ["describedObject"]), ("metricName", ["metric", "name"]), ("currentValue", ["current", "value"]), ("selector", ["metric", "selector"]), ("averageValue", ["current", "averageValue"])],
        ["pods"] = [("metricName", ["metric", "name"]), ("currentAverageValue", ["current", "averageValue"]), ("selector", ["metric", "selector"])],
        ["resource"] = [("name", ["name"]), ("currentAverageUtilization", ["current", "averageUtilization"]), ("currentAverageValue", ["current", "averageValue"])],
        ["containerResource"] = [("name", ["name"]), ("currentAverageUtilization", ["current", "averageUtilization"]), ("currentAverageValue", ["current", "averageValue"]), ("container", ["container"])],
        ["external"] = [("metricName", ["metric", "name"]), ("metricSelector", ["metric", "selector"]), ("currentValue", ["current", "value"]), ("currentAverageValue", ["current", "averageValue"])],
    };

    // Members that v1's structs hold by value and therefore always write.
    private static readonly (string Source, string Member)[] Always = [("object", "targetValue"), ("pods", "targetAverageValue")];
    private static readonly (string Source, string Member)[] AlwaysInStatus =
        [("object", "currentValue"), ("pods", "currentAverageValue"), ("resource", "currentAverageValue"), ("containerResource", "currentAverageValue"), ("external", "currentValue")];

    /// <summary>The metric that v1 has a field for.</summary>
    public static MapValue CpuUtilization(long percent) => MapValue.Of(
        ("type", "Resource"),
        ("resource", MapValue.Of(("name", "cpu"), ("target", MapValue.Of(("type", "Utilization"), ("averageUtilization", percent))))));

    /// <summary>Whether v1 has a field for the metric.</summary>
    public static bool IsCpuUtilization(MapValue metric) =>
        metric.String("type") == "Resource" && metric.Map("resource") is { } r && r.String("name") == "cpu" && r.Map("target")?.Integer("averageUtilization") is not null;

    public static MapValue SpecToV1(MapValue metric) => ToV1(metric, Specs, Always);

    public static MapValue StatusToV1(MapValue metric) => ToV1(metric, Statuses, AlwaysInStatus);

    public static MapValue StatusFromV1(MapValue metric) => FromV1(metric, Statuses, AlwaysInStatus);

    public static MapValue SpecFromV1(MapValue metric)
    {
        var converted = FromV1(metric, Specs, []);
        foreach (var source in Specs.Keys)
        {
            if (converted.Map(source) is not { } body)
            {
                continue;
            }

            var target = body.Map("target") ?? MapValue.Empty;
            if (source == "object" && target.ContainsKey("averageValue") && target.String("value") is "0" or "")
            {
                target = target.Without("value");
            }

            // The type follows from what is there.
            var type = source is "resource" or "containerResource" ? target.ContainsKey("averageUtilization") ? "Utilization" : "AverageValue"
                : source == "pods" ? "AverageValue"
                : source == "object" ? target.ContainsKey("averageValue") ? "AverageValue" : "Value"
                : target.ContainsKey("value") ? "Value" : "AverageValue";
            var typed = new MapBuilder(4) { { "type", type } };
            foreach (var (key, value) in target)
            {
                typed[key] = value;
            }

            converted = converted.With(source, body.With("target", typed.Build()));
        }

        return converted;
    }

    private static MapValue ToV1(MapValue metric, Dictionary<string, (string V1, string[] V2)[]> sources, (string Source, string Member)[] always)
    {
        var flat = new MapBuilder(4) { { "type", metric.StringOrEmpty("type") } };
        foreach (var (source, members) in sources)
        {
            if (metric.Map(source) is not { } body)
            {
                continue;
            }

            var built = new MapBuilder(members.Length);
            foreach (var (v1, v2) in members)
            {
                if (body.At(v2) is { } value and not NullValue)
                {
                    built[v1] = value;
                }
                else if (always.Contains((source, v1)))
                {
                    built[v1] = "0";
                }
            }

            flat[source] = built.Build();
        }

        return flat.Build();
    }

    private static MapValue FromV1(MapValue metric, Dictionary<string, (string V1, string[] V2)[]> sources, (string Source, string Member)[] always)
    {
        var deep = MapValue.Of(("type", metric.StringOrEmpty("type")));
        foreach (var (source, members) in sources)
        {
            if (metric.Map(source) is not { } body)
            {
                continue;
            }

            var built = MapValue.Empty;
            foreach (var (v1, v2) in members)
            {
                Value? value = body[v1];
                if (value is null && always.Contains((source, v1)))
                {
                    value = "0";
                }

                built = value.IsNullOrAbsent() ? built : built.WithAt(v2, value!);
            }

            deep = deep.With(source, built);
        }

        return deep;
    }
}
