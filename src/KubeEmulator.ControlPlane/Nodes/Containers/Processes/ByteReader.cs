using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>Reads a stream in lines or pieces. Reads ahead, so it is for a process that owns the rest of its input.</summary>
internal sealed class ByteReader(Stream stream, CancellationToken cancellationToken, Func<ValueTask>? beforeWaiting = null)
{
    // A line without end must not take all memory; what is longer comes in pieces.
    private const int MaxLine = 16 * 1024 * 1024;

    private byte[] buffer = new byte[4096];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>Whether the line that was read last had a line end.</summary>
    public bool LineEnded { get; private set; }

    /// <summary>The next line without its end; null at the end of the input.</summary>
    public async ValueTask<string?> ReadLineAsync(byte delimiter = (byte)'\n')
    {
        var scanned = 0;
        while (true)
        {
            var at = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf(delimiter);
            if (at >= 0)
            {
                var length = scanned + at;
                var line = ByteText.FromBytes(buffer.AsSpan(start, length));
                start += length + 1;
                LineEnded = true;
                return line;
            }

            scanned = end - start;
            if (atEnd || scanned >= MaxLine || !await FillAsync())
            {
                LineEnded = false;
                if (scanned == 0)
                {
                    return null;
                }

                var rest = ByteText.FromBytes(buffer.AsSpan(start, scanned));
                start = end = 0;
                return rest;
            }
        }
    }

    /// <summary>The next bytes, valid until the next call; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync()
    {
        if (start == end && (atEnd || !await FillAsync()))
        {
            return default;
        }

        var piece = buffer.AsMemory(start, end - start);
        start = end = 0;
        return piece;
    }

    /// <summary>Reads up to a number of bytes: fewer only at the end of the input.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> target)
    {
        var done = 0;
        while (done < target.Length && (start < end || (!atEnd && await FillAsync())))
        {
            var take = Math.Min(target.Length - done, end - start);
            buffer.AsMemory(start, take).CopyTo(target[done..]);
            start += take;
            done += take;
        }

        return done;
    }

    private async ValueTask<bool> FillAsync()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Min(buffer.Length * 4, Math.Max(buffer.Length + 4096, MaxLine)));
        }

        var reading = stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        if (!reading.IsCompleted && beforeWaiting is not null)
        {
            // Whatever was written so far is seen before this process waits for more.
            await beforeWaiting();
        }

        var taken = await reading;
        end += taken;
        atEnd = taken == 0;
        return taken > 0;
    }
}
