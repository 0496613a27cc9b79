using System.Buffers;
using System.IO.Pipelines;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>
/// What a client sends on one of its streams, on the way to whoever reads it: bounded, so that a slow reader holds the client back.
/// A reader may stop at any time, also in the middle of a read; what comes then falls down.
/// </summary>
internal sealed class InputPipe : AsyncStream
{
    private const int Unread = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Unread, resumeWriterThreshold: Unread / 2, useSynchronizationContext: false));
    private volatile bool _stopped;
    private int _ended;

    public override bool CanRead => true;

    /// <summary>Room for what comes next.</summary>
    public Memory<byte> GetMemory(int wanted) => _pipe.Writer.GetMemory(wanted);

    /// <summary>Passes on what was put into the room given last; waits while too much is unread.</summary>
    public async ValueTask CommitAsync(int count, CancellationToken cancellation)
    {
        if (_stopped)
        {
            return;
        }

        _pipe.Writer.Advance(count);
        await _pipe.Writer.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Passes on a copy of the bytes; waits while too much is unread.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty && !_stopped)
        {
            var room = GetMemory(Math.Min(bytes.Length, 4096));
            var taken = Math.Min(room.Length, bytes.Length);
            bytes[..taken].CopyTo(room);
            bytes = bytes[taken..];
            await CommitAsync(taken, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more comes: the reader gets the rest and then the end.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _pipe.Writer.Complete();
        }
    }

    /// <summary>Whether the end has been said.</summary>
    public bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Nobody reads any more. The pipe's reader is not completed, since somebody may be reading just now.</summary>
    public void Stop()
    {
        _stopped = true;
        _pipe.Reader.CancelPendingRead();
        _pipe.Writer.CancelPendingFlush();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_stopped || buffer.IsEmpty)
        {
            return 0;
        }

        var result = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var count = result.IsCanceled ? 0 : (int)Math.Min(buffer.Length, result.Buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        _pipe.Reader.AdvanceTo(taken.End);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        Stop();
        base.Dispose(disposing);
    }
}
