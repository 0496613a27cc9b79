namespace KubeEmulator.Nodes.Containers.Files;

/// <summary>An open file. Nothing waits, so the asynchronous calls end at once.</summary>
internal sealed class VirtualFileStream(RegularFile file, TimeProvider time, bool read, bool write, bool append) : Stream
{
    public override bool CanRead => read;

    public override bool CanWrite => write;

    public override bool CanSeek => true;

    public override long Length => file.Size;

    public override long Position { get; set; }

    /// <summary>The file itself, for those that compare what two handles stand for.</summary>
    public RegularFile File => file;

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(Span<byte> buffer)
    {
        var taken = file.Read(Position, buffer);
        Position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (append)
        {
            Position = file.Size;
        }

        file.Write(Position, buffer, time.GetUtcNow());
        Position += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => file.SetLength(value, time.GetUtcNow());
}
