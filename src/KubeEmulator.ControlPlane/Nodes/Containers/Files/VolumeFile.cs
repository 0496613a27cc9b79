namespace KubeEmulator.Nodes.Containers;

/// <summary>One file that the kubelet puts into a volume.</summary>
/// <param name="Content">Its bytes; not copied, so they must not change.</param>
/// <param name="Mode">Its permission bits.</param>
public sealed record VolumeFile(byte[] Content, int Mode = 0x1a4);
