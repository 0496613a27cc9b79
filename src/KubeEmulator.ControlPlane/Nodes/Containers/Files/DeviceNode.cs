namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>A file made when it is opened: what stands under /proc and /dev.</summary>
internal sealed class DeviceNode(Func<Stream> open, bool isDevice, int mode, DateTimeOffset modified) : FileNode(mode, modified)
{
    public override long Size => 0;

    public override char TypeLetter => isDevice ? 'c' : '-';

    public Stream Open() => open();
}
