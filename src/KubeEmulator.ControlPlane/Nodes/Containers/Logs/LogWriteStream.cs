using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Logs;

/// <summary>An output stream of a container: cuts what is written into lines for the log and passes it to whoever is attached.</summary>
internal sealed class LogWriteStream(ContainerLog log, LogStreamKind kind, TimeProvider time) : AsyncStream
{
    private readonly Lock gate = new();
    private byte[] line = [];
    private int length;
    private Stream[] attached = [];

    public override bool CanWrite => true;

    public void Attach(Stream stream)
    {
        lock (gate)
        {
            attached = [.. attached, stream];
        }
    }

    public void Detach(Stream stream)
    {
        lock (gate)
        {
            attached = [.. attached.Where(other => other != stream)];
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Split(buffer.Span);
        foreach (var stream in attached)
        {
            try
            {
                await stream.WriteAsync(buffer, cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // The client has gone; the container goes on.
                Detach(stream);
            }
        }
    }

    /// <summary>Writes the last line, which had no end.</summary>
    public void Complete()
    {
        lock (gate)
        {
            if (length > 0)
            {
                log.Append(time.GetUtcNow(), kind, line.AsSpan(0, length), partial: true);
                length = 0;
            }
        }
    }

    private void Split(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            while (bytes.IndexOf((byte)'\n') is var end and >= 0)
            {
                var head = bytes[..end];
                bytes = bytes[(end + 1)..];
                if (length > 0)
                {
                    Keep(head);
                    head = line.AsSpan(0, length);
                }

                log.Append(time.GetUtcNow(), kind, head);
                length = 0;
            }

            Keep(bytes);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (length + bytes.Length > ContainerLog.MaxEntryBytes)
        {
            var take = ContainerLog.MaxEntryBytes - length;
            Append(bytes[..take]);
            log.Append(time.GetUtcNow(), kind, line.AsSpan(0, length), partial: true);
            length = 0;
            bytes = bytes[take..];
        }

        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > line.Length)
        {
            Array.Resize(ref line, Math.Max(256, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(length + bytes.Length))));
        }

        bytes.CopyTo(line.AsSpan(length));
        length += bytes.Length;
    }
}
