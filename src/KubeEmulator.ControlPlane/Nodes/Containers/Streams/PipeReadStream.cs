namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>The reading end of a pipe.</summary>
internal sealed class PipeReadStream(BoundedPipe pipe) : AsyncStream
{
    public override bool CanRead => true;

    /// <summary>Takes what is there without waiting; -1: nothing yet, 0: the end.</summary>
    public int TryRead(Span<byte> target) => pipe.TryRead(target);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => pipe.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        pipe.CloseReader();
        base.Dispose(disposing);
    }
}
