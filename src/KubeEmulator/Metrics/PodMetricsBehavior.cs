using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>A pod as what its containers use.</summary>
internal sealed class PodMetricsBehavior : KindBehavior
{
    private static readonly MetricsColumns Rows = new(root => (Sum(root, "cpu"), Sum(root, "memory")));

    public override TableColumns Columns => Rows;

    public override bool Shows(KubeObject stored, ClusterServices services) => Measure(stored, services) is not null;

    public override KubeObject Decorate(KubeObject stored, ClusterServices services)
    {
        var containers = Measure(stored, services)?.Containers ?? [];
        return new KubeObject(MapValue.Of(
            ("kind", "PodMetrics"),
            ("apiVersion", MetricsKinds.ApiVersion),
            ("metadata", MetricsDocument.Metadata(stored, services)),
            ("timestamp", KubeTime.Format(services.Clock.GetUtcNow())),
            ("window", MetricsDocument.Window),
            ("containers", ListValue.From(containers.Select(c => (Value)MapValue.Of(("name", c.Name), ("usage", MetricsDocument.Usage(c.Usage["cpu"], c.Usage["memory"]))))))));
    }

    private static PodMetrics? Measure(KubeObject stored, ClusterServices services) => (services.Metrics as ClusterMetrics)?.Measure(stored);

    private static Quantity Sum(MapValue root, string resource)
    {
        Quantity? sum = null;
        foreach (var used in root.Maps("containers").Select(c => Quantity.From(c.At("usage", resource)) ?? Quantity.Zero))
        {
            sum = sum is { } before ? before + used : used;
        }

        return sum ?? Quantity.Zero;
    }
}
