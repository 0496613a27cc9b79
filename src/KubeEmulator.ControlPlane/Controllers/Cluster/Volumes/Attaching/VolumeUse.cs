using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A volume that pods of a node want.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Pods">The pods.</param>
internal sealed record VolumeUse(AttachableVolume Volume, IReadOnlyList<KubeObject> Pods);
