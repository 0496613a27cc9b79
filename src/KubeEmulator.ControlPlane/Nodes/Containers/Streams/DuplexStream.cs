using KubeEmulator.Api;

namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>A connection of two one-way streams.</summary>
internal sealed class DuplexStream(Stream reader, Stream writer) : AsyncStream, IHalfCloseStream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Both ends of a connection in memory.</summary>
    public static (DuplexStream Client, DuplexStream Server) Pair()
    {
        var up = new BoundedPipe();
        var down = new BoundedPipe();
        return (new DuplexStream(down.Reader, up.Writer), new DuplexStream(up.Reader, down.Writer));
    }

    /// <summary>Says that nothing more will be written; what the other side writes can still be read.</summary>
    public void CloseWriting() => writer.Dispose();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => reader.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => writer.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        writer.Dispose();
        reader.Dispose();
        base.Dispose(disposing);
    }
}
