namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>Stands in a folder where a volume, or one path of it, is mounted.</summary>
internal sealed class MountNode(FileNode target, VolumeTree volume, bool readOnly, FileNode? hidden) : FileNode(target.Mode, target.Modified)
{
    public FileNode Target { get; } = target;

    public VolumeTree Volume { get; } = volume;

    public SpaceBudget Budget => Volume.Budget;

    public bool ReadOnly { get; } = readOnly;

    /// <summary>What was there before.</summary>
    public FileNode? Hidden { get; } = hidden;

    public override long Size => Target.Size;

    public override char TypeLetter => Target.TypeLetter;
}
