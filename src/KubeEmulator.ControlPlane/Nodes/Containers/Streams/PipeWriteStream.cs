namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>The writing end of a pipe.</summary>
internal sealed class PipeWriteStream(BoundedPipe pipe) : AsyncStream
{
    public override bool CanWrite => true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => pipe.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        pipe.CloseWriter();
        base.Dispose(disposing);
    }
}
