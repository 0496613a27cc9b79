namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>A connection of which the first bytes were already read.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> first, Stream rest) : AsyncStream
{
    private ReadOnlyMemory<byte> left = first;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty || buffer.IsEmpty)
        {
            return rest.ReadAsync(buffer, cancellationToken);
        }

        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return ValueTask.FromResult(taken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => rest.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => rest.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        rest.Dispose();
        base.Dispose(disposing);
    }
}
