using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>What documents of <c>metrics.k8s.io</c> have in common.</summary>
internal static class MetricsDocument
{
    /// <summary>Over how long is measured, as metrics-server does by default.</summary>
    public const string Window = "15s";

    public static MapValue Metadata(KubeObject stored, ClusterServices services)
    {
        var metadata = new MapBuilder { { "name", stored.Name } };
        metadata["namespace"] = stored.Namespace.Length == 0 ? null : (Value)stored.Namespace;
        metadata["creationTimestamp"] = KubeTime.Format(services.Clock.GetUtcNow());
        metadata["labels"] = stored.Metadata.Labels.Count == 0 ? null : stored.Metadata.Labels;
        return metadata.Build();
    }

    public static MapValue Usage(Quantity cpu, Quantity memory) => MapValue.Of(("cpu", cpu.ToString()), ("memory", memory.ToString()));
}
