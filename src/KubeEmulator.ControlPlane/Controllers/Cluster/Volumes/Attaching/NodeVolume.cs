using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>A VolumeAttachment of a node that is ours to take away.</summary>
/// <param name="Attachment">The VolumeAttachment.</param>
/// <param name="Volume">Its volume; null where that is gone.</param>
internal sealed record NodeVolume(KubeObject Attachment, AttachableVolume? Volume);
