namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>A connection that remembers how the other side began.</summary>
internal sealed class FirstBytesStream(Stream connection) : AsyncStream
{
    private readonly byte[] _first = new byte[8];
    private int _count;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Whether nothing has come.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Whether what has come begins like this.</summary>
    public bool BeginWith(ReadOnlySpan<byte> text) => _first.AsSpan(0, _count).StartsWith(text);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await connection.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_count < _first.Length)
        {
            var kept = Math.Min(read, _first.Length - _count);
            buffer.Span[..kept].CopyTo(_first.AsSpan(_count));
            _count += kept;
        }

        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => connection.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        connection.Dispose();
        base.Dispose(disposing);
    }
}
