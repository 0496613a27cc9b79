using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>An object's metadata alone.</summary>
internal static class PartialMetadata
{
    /// <summary>A PartialObjectMetadata document.</summary>
    public static MapValue Of(ResourceType type, KubeObject document, string version) => MapValue.Of(
        ("kind", "PartialObjectMetadata"),
        ("apiVersion", $"meta.k8s.io/{version}"),
        ("metadata", type.Behavior.MetadataAlone(document)));
}
