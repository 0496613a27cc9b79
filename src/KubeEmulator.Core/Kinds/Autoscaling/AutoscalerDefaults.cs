using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The defaults of autoscalers in both versions (<c>pkg/apis/autoscaling/v1</c> and <c>v2/defaults.go</c>).</summary>
internal static class AutoscalerDefaults
{
    private static readonly MapValue ScaleUp = MapValue.Of(
        ("stabilizationWindowSeconds", 0),
        ("selectPolicy", "Max"),
        ("policies", ListValue.Of(Policy("Pods", 4), Policy("Percent", 100))));

    private static readonly MapValue ScaleDown = MapValue.Of(("selectPolicy", "Max"), ("policies", ListValue.Of(Policy("Percent", 100))));

    private static readonly ListValue CpuAt80 = ListValue.Of(AutoscalerMetrics.CpuUtilization(80));

    public static MapValue Apply(MapValue document, string version)
    {
        var spec = (document.Map("spec") ?? MapValue.Empty).WithDefault("minReplicas", 1);
        if (version == "v2")
        {
            spec = spec.List("metrics") is { Count: > 0 } ? spec : spec.With("metrics", CpuAt80);
            spec = spec.EditMap("behavior", behavior => behavior
                .With("scaleUp", Rules(behavior.Map("scaleUp"), ScaleUp))
                .With("scaleDown", Rules(behavior.Map("scaleDown"), ScaleDown)));
        }

        else if (document.StringAt("metadata", "annotations", AutoscalerConversion.Metrics) is null)
        {
            spec = spec.WithDefault("targetCPUUtilizationPercentage", 80);
        }

        return document.With("spec", spec);
    }

    private static MapValue Rules(MapValue? given, MapValue defaults)
    {
        if (given is null)
        {
            return defaults;
        }

        foreach (var (member, value) in defaults)
        {
            given = given.WithDefault(member, value);
        }

        return given;
    }

    private static MapValue Policy(string type, int value) => MapValue.Of(("type", type), ("value", value), ("periodSeconds", 15));
}
