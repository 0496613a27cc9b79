namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>
/// A pipe with a fixed capacity, Linux' 64 KiB: a writer waits while it is full, a reader while it is empty. Any number
/// of processes may hold either end. The ring grows from small, since most pipes carry a line.
/// </summary>
internal sealed class BoundedPipe
{
    /// <summary>Linux' capacity of a pipe (pipe(7)).</summary>
    public const int DefaultCapacity = 64 * 1024;

    private readonly Lock gate = new();
    private readonly int capacity;
    private byte[] ring = [];
    private int start;
    private int count;
    private bool writersGone;
    private bool readersGone;
    private TaskCompletionSource? changed;

    public BoundedPipe(int capacity = DefaultCapacity)
    {
        this.capacity = capacity;
        Reader = new PipeReadStream(this);
        Writer = new PipeWriteStream(this);
    }

    /// <summary>The end to read from; closing it breaks the pipe for writers.</summary>
    public Stream Reader { get; }

    /// <summary>The end to write to; closing it is the end of the input.</summary>
    public Stream Writer { get; }

    /// <summary>Takes what is there; -1: nothing yet, 0: the end.</summary>
    public int TryRead(Span<byte> target)
    {
        lock (gate)
        {
            if (count == 0)
            {
                return writersGone || readersGone || target.IsEmpty ? 0 : -1;
            }

            var taken = Math.Min(count, target.Length);
            var first = Math.Min(taken, ring.Length - start);
            ring.AsSpan(start, first).CopyTo(target);
            ring.AsSpan(0, taken - first).CopyTo(target[first..]);
            start = (start + taken) % ring.Length;
            count -= taken;
            Wake();
            return taken;
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waiting = Waiting();
            var taken = TryRead(target.Span);
            if (taken >= 0)
            {
                return taken;
            }

            await waiting.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        while (!source.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var waiting = Waiting();
            var put = TryWrite(source.Span);
            source = source[put..];
            if (put == 0)
            {
                await waiting.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Puts in what fits.</summary>
    /// <exception cref="BrokenPipeException">Nobody reads any more.</exception>
    public int TryWrite(ReadOnlySpan<byte> source)
    {
        lock (gate)
        {
            if (readersGone || writersGone)
            {
                throw new BrokenPipeException();
            }

            var put = Math.Min(source.Length, capacity - count);
            if (put == 0)
            {
                return 0;
            }

            Grow(count + put);
            var end = (start + count) % ring.Length;
            var first = Math.Min(put, ring.Length - end);
            source[..first].CopyTo(ring.AsSpan(end));
            source[first..put].CopyTo(ring);
            count += put;
            Wake();
            return put;
        }
    }

    public void CloseWriter()
    {
        lock (gate)
        {
            writersGone = true;
            Wake();
        }
    }

    public void CloseReader()
    {
        lock (gate)
        {
            readersGone = true;
            count = 0;
            ring = [];
            Wake();
        }
    }

    private void Grow(int needed)
    {
        if (needed <= ring.Length)
        {
            return;
        }

        var larger = new byte[Math.Min(capacity, Math.Max(512, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed)))];
        var first = Math.Min(count, ring.Length - start);
        ring.AsSpan(start, first).CopyTo(larger);
        ring.AsSpan(0, count - first).CopyTo(larger.AsSpan(first));
        ring = larger;
        start = 0;
    }

    // Taken before looking, so that a change between the look and the wait is not lost.
    private Task Waiting()
    {
        lock (gate)
        {
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task;
        }
    }

    private void Wake()
    {
        changed?.TrySetResult();
        changed = null;
    }
}
