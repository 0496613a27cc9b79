using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>A node as what its pods use.</summary>
internal sealed class NodeMetricsBehavior(ClusterMetrics metrics) : KindBehavior
{
    public override KubeObject Decorate(KubeObject stored, ClusterServices services)
    {
        var (cpu, memory) = metrics.MeasureNode(stored);
        return new KubeObject(MapValue.Of(
            ("kind", "NodeMetrics"),
            ("apiVersion", MetricsKinds.ApiVersion),
            ("metadata", MetricsDocument.Metadata(stored, services)),
            ("timestamp", KubeTime.Format(services.Clock.GetUtcNow())),
            ("window", MetricsDocument.Window),
            ("usage", MetricsDocument.Usage(cpu, memory))));
    }
}
