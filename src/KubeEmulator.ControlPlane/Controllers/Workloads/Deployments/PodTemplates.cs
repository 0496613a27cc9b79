using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Pod templates of a Deployment and its ReplicaSets.</summary>
internal static class PodTemplates
{
    /// <summary>Whether two templates are the same but for the hash that names their ReplicaSet.</summary>
    public static bool AreEqual(MapValue left, MapValue right) => WithoutHash(left).Equals(WithoutHash(right));

    /// <summary>A template with its hash as a label.</summary>
    public static MapValue WithHash(MapValue template, string hash) => template.WithAt(["metadata", "labels", WellKnownLabels.PodTemplateHash], hash);

    /// <summary>A template without its hash; empty labels and annotations count as absent ones.</summary>
    public static MapValue WithoutHash(MapValue template)
    {
        var metadata = template.Map("metadata") ?? MapValue.Empty;
        metadata = Tidy(metadata, "labels", metadata.Map("labels")?.Without(WellKnownLabels.PodTemplateHash));
        metadata = Tidy(metadata, "annotations", metadata.Map("annotations"));
        return template.With("metadata", metadata.Without("creationTimestamp"));
    }

    private static MapValue Tidy(MapValue metadata, string key, MapValue? value) => metadata.WithOptional(key, value is { Count: > 0 } ? value : null);
}
