using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>A pod as what its containers use.</summary>
internal sealed class PodMetricsBehavior(ClusterMetrics metrics) : KindBehavior
{
    public override bool Shows(KubeObject stored, ClusterServices services) => metrics.Measure(stored) is not null;

    public override KubeObject Decorate(KubeObject stored, ClusterServices services)
    {
        var containers = metrics.Measure(stored)?.Containers ?? [];
        return new KubeObject(MapValue.Of(
            ("kind", "PodMetrics"),
            ("apiVersion", MetricsKinds.ApiVersion),
            ("metadata", MetricsDocument.Metadata(stored, services)),
            ("timestamp", KubeTime.Format(services.Clock.GetUtcNow())),
            ("window", MetricsDocument.Window),
            ("containers", ListValue.From(containers.Select(c => (Value)MapValue.Of(("name", c.Name), ("usage", MetricsDocument.Usage(c.Usage["cpu"], c.Usage["memory"]))))))));
    }
}
