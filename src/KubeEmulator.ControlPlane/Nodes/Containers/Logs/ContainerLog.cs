using KubeEmulator.Nodes.Containers.Logs;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// What one run of a container has written, bounded: when it is full the oldest lines go. Any number of readers, each at
/// its own pace; one that is too slow misses what has gone and never slows the container.
/// </summary>
public sealed class ContainerLog
{
    /// <summary>What the kubelet keeps readable by default (containerLogMaxSize: only the newest log file can be read).</summary>
    public const int DefaultMaxBytes = 10 * 1024 * 1024;

    /// <summary>The longest line in one piece: container runtimes split at 16 KiB.</summary>
    public const int MaxEntryBytes = 16 * 1024;

    private const int FirstChunkBytes = 512;
    private const int FullChunkBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly int maxBytes;
    private readonly Queue<LogChunk> chunks = new();
    private LogChunk? last;
    private long nextNumber;
    private long held;
    private TaskCompletionSource? changed;

    /// <param name="maxBytes">The most memory the log may take.</param>
    public ContainerLog(int maxBytes = DefaultMaxBytes) => this.maxBytes = Math.Max(maxBytes, FullChunkBytes);

    /// <summary>Whether the container has ended and nothing will be added.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The memory the lines take now.</summary>
    public long HeldBytes
    {
        get
        {
            lock (gate)
            {
                return held;
            }
        }
    }

    /// <summary>All bytes ever written, line ends included.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Adds one line, without its line end; a long one is split.</summary>
    public void Append(DateTimeOffset time, LogStreamKind stream, ReadOnlySpan<byte> line)
    {
        while (line.Length > MaxEntryBytes)
        {
            Append(time, stream, line[..MaxEntryBytes], partial: true);
            line = line[MaxEntryBytes..];
        }

        Append(time, stream, line, partial: false);
    }

    /// <summary>Says that the container has ended; followers get the rest and end.</summary>
    public void Close()
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            IsClosed = true;
            wake = Renew();
        }

        wake?.TrySetResult();
    }

    /// <summary>Writes the wanted part to a stream, in pieces of up to 64 KiB. Following ends with the container.</summary>
    public Task CopyToAsync(Stream target, LogReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new LogReader(this, options).CopyToAsync(target, cancellationToken);
    }

    /// <summary>The wanted part as text, without following.</summary>
    public string ReadText(LogReadOptions? options = null)
    {
        var text = new MemoryStream();
        new LogReader(this, (options ?? new LogReadOptions()) with { Follow = false }).CopyTo(text);
        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Adds a whole line or a part of one.</summary>
    internal void Append(DateTimeOffset time, LogStreamKind stream, ReadOnlySpan<byte> line, bool partial)
    {
        TaskCompletionSource? wake;
        lock (gate)
        {
            if (IsClosed)
            {
                return;
            }

            if (last is null || !last.TryAppend(time, stream, partial, line))
            {
                AddChunk(LogChunk.HeaderSize + line.Length);
                last!.TryAppend(time, stream, partial, line);
            }

            WrittenBytes += line.Length + (partial ? 0 : 1);
            wake = Renew();
        }

        wake?.TrySetResult();
    }

    /// <summary>The chunks from a number on, the signal of the next change (taken before them), and whether the log is closed.</summary>
    internal (LogChunk[] Chunks, Task Changed, bool Closed) From(long number)
    {
        lock (gate)
        {
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return ([.. chunks.Where(chunk => chunk.Number >= number)], changed.Task, IsClosed);
        }
    }

    private void AddChunk(int needed)
    {
        var size = Math.Max(needed, last is null ? FirstChunkBytes : Math.Min(FullChunkBytes, last.Size * 2));
        last = new LogChunk(nextNumber++, size);
        chunks.Enqueue(last);
        held += size;
        while (held > maxBytes)
        {
            held -= chunks.Dequeue().Size;
        }
    }

    // Nobody waits for most logs: the signal is made by the one who looks, and taken here.
    private TaskCompletionSource? Renew()
    {
        var old = changed;
        changed = null;
        return old;
    }
}
