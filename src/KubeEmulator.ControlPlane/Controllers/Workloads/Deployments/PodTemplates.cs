using KubeEmulator.Rules;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>Pod templates of a Deployment and its ReplicaSets.</summary>
internal static class PodTemplates
{
    private const string PodTemplateSpec = "io.k8s.api.core.v1.PodTemplateSpec";

    /// <summary>The hash that names a template's ReplicaSet or revision; the same as a real cluster's.</summary>
    public static string Hash(MapValue template, long? collisionCount) =>
        StructDump.Of(BuiltInSchemas.Named(PodTemplateSpec)!, template, dump => TemplateHash.OfDump(dump, (int?)collisionCount));

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
