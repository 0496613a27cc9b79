using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>A node as what it and its pods use.</summary>
internal sealed class NodeMetricsBehavior : KindBehavior
{
    private static readonly MetricsColumns Rows = new(root => (Quantity.From(root.At("usage", "cpu")) ?? Quantity.Zero, Quantity.From(root.At("usage", "memory")) ?? Quantity.Zero));

    public override TableColumns Columns => Rows;

    public override bool Shows(KubeObject stored, ClusterServices services) => services.Metrics is ClusterMetrics metrics && metrics.MeasureNode(stored) is not null;

    public override KubeObject Decorate(KubeObject stored, ClusterServices services)
    {
        var (cpu, memory) = (services.Metrics as ClusterMetrics)?.MeasureNode(stored) ?? default;
        return new KubeObject(MapValue.Of(
            ("kind", "NodeMetrics"),
            ("apiVersion", MetricsKinds.ApiVersion),
            ("metadata", MetricsDocument.Metadata(stored, services)),
            ("timestamp", KubeTime.Format(services.Clock.GetUtcNow())),
            ("window", MetricsDocument.Window),
            ("usage", MetricsDocument.Usage(cpu, memory))));
    }
}
