namespace KubeEmulator.Server.Transport;

/// <summary>An answer's body; a client that disposes it before its end is gone, as one that closes its connection.</summary>
internal sealed class InMemoryBody(InMemoryCall call) : Stream
{
    private readonly Stream _inner = call.Body.AsStream();
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _ended |= read == 0 && buffer.Length > 0;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _inner.Read(buffer, offset, count);
        _ended |= read == 0 && count > 0;
        return read;
    }

    // Out of the pipe's own memory: what reads whole answers, as HttpClient does, comes here, and copies them once instead of twice.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        await _inner.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
        _ended = true;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            call.Abort();
            call.Body.Complete();
        }

        base.Dispose(disposing);
    }
}
