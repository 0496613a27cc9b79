using System.Buffers;
using System.Globalization;
using System.Text;

namespace KubeEmulator.Nodes.Containers.Logs;

/// <summary>A cursor in a log. The rules of tail, since and limit are those of the kubelet's pkg/kubelet/kuberuntime/logs.</summary>
internal sealed class LogReader(ContainerLog log, LogReadOptions options)
{
    private const int FlushBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> pending = new(1024);
    private long chunkNumber;
    private int offset;
    private long left = options.LimitBytes ?? long.MaxValue;

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        SkipToTail();
        while (true)
        {
            var (chunks, changed, closed) = log.From(chunkNumber);
            foreach (var chunk in chunks)
            {
                Enter(chunk);
                while (left > 0 && chunk.TryRead(ref offset, out var entry))
                {
                    Take(entry);
                    if (pending.WrittenCount >= FlushBytes)
                    {
                        await FlushAsync(target, cancellationToken);
                    }
                }
            }

            await FlushAsync(target, cancellationToken);
            if (closed || !options.Follow || left <= 0)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public void CopyTo(Stream target)
    {
        SkipToTail();
        foreach (var chunk in log.From(chunkNumber).Chunks)
        {
            Enter(chunk);
            while (left > 0 && chunk.TryRead(ref offset, out var entry))
            {
                Take(entry);
            }

            target.Write(pending.WrittenSpan);
            pending.ResetWrittenCount();
        }
    }

    private void Enter(LogChunk chunk)
    {
        if (chunk.Number != chunkNumber)
        {
            chunkNumber = chunk.Number;
            offset = 0;
        }
    }

    // The kubelet counts the lines of the file before it looks at time and stream (tail.FindTailLineStartIndex).
    private void SkipToTail()
    {
        if (options.TailLines is not { } wanted || wanted < 0)
        {
            return;
        }

        var chunks = log.From(0).Chunks;
        var skip = chunks.Sum(chunk => (long)chunk.Entries) - wanted;
        foreach (var chunk in chunks)
        {
            Enter(chunk);
            var entries = chunk.Entries;
            if (skip >= entries)
            {
                skip -= entries;
                chunkNumber = chunk.Number + 1;
                offset = 0;
                continue;
            }

            while (skip > 0 && chunk.TryRead(ref offset, out _))
            {
                skip--;
            }

            return;
        }
    }

    private void Take(LogEntry entry)
    {
        if ((entry.Stream & options.Streams) == 0 || entry.Time < options.Since)
        {
            return;
        }

        if (options.RuntimeFormat)
        {
            TakeAsFileLine(entry);
            return;
        }

        if (options.Timestamps)
        {
            Put(Encoding.ASCII.GetBytes(entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture)));
        }

        Put(entry.Line.Span);
        if (!entry.Partial)
        {
            Put("\n"u8);
        }
    }

    // The log files of container runtimes (the kubelet's pkg/kubelet/kuberuntime/logs reads them): F ends a line, P does not.
    private void TakeAsFileLine(LogEntry entry)
    {
        Put(Encoding.ASCII.GetBytes(entry.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z '", CultureInfo.InvariantCulture)));
        Put(entry.Stream == LogStreamKind.Stderr ? "stderr "u8 : "stdout "u8);
        Put(entry.Partial ? "P "u8 : "F "u8);
        Put(entry.Line.Span);
        Put("\n"u8);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > left)
        {
            bytes = bytes[..(int)left];
        }

        pending.Write(bytes);
        left -= bytes.Length;
    }

    private async ValueTask FlushAsync(Stream target, CancellationToken cancellationToken)
    {
        if (pending.WrittenCount > 0)
        {
            await target.WriteAsync(pending.WrittenMemory, cancellationToken);
            pending.ResetWrittenCount();
            await target.FlushAsync(cancellationToken);
        }
    }
}
