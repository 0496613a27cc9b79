namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A symbolic link.</summary>
internal sealed class LinkNode(string target, DateTimeOffset modified) : FileNode(0x1ff, modified)
{
    public string Target { get; } = target;

    public override long Size => System.Text.Encoding.UTF8.GetByteCount(Target);

    public override char TypeLetter => 'l';
}
