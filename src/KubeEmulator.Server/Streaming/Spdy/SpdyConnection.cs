using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using KubeEmulator.Server.Streaming.Sessions;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>
/// The server's side of a SPDY/3.1 connection as Kubernetes' clients speak it (<c>moby/spdystream</c>): the client opens streams and both
/// sides half-close them. Neither side waits for window updates, which spdystream never sends; the connection below holds back.
/// </summary>
/// <param name="transport">The upgraded connection.</param>
/// <param name="accept">Says whether a new stream is wanted.</param>
/// <param name="opened">Takes a stream that the client knows to be open. Called in the order of the streams.</param>
internal sealed class SpdyConnection(Stream transport, Func<SpdyStream, bool> accept, Action<SpdyStream> opened) : IAsyncDisposable
{
    // A control frame holds headers or a few numbers.
    private const int MaxControl = 1024 * 1024;
    private const int MaxStreams = 1000;

    // What a client may take to close its side once it was told goodbye. Closing at once would throw away what is still on its way to it.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly SpdyFrameWriter _frames = new(transport);
    private readonly SpdyHeaderInflater _headers = new();
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly byte[] _head = new byte[SpdyFrameHead.Size];
    private int _lastStream;
    private bool _goneAway;
    private Task _running = Task.CompletedTask;

    /// <summary>Fires when the client has gone.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Begins to read.</summary>
    public void Start(CancellationToken aborted) => _running = RunAsync(aborted);

    /// <summary>Completes when the client has closed the connection.</summary>
    public Task WhenClosedAsync() => _running;

    /// <summary>Ends what is open, says goodbye, and waits a moment for the client to close.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var stream in _streams.Values)
            {
                await stream.ResetAsync().ConfigureAwait(false);
            }

            await _frames.WriteNumbersAsync(SpdyFrameType.GoAway, _lastStream, 0, CancellationToken.None).ConfigureAwait(false);
            await _running.WaitAsync(Goodbye).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // Gone without a goodbye, or slow to say it.
        }

        await transport.DisposeAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _headers.Dispose();
        _closed.Dispose();
    }

    private async Task RunAsync(CancellationToken aborted)
    {
        try
        {
            while (await ReadFrameAsync(aborted).ConfigureAwait(false))
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Whatever goes wrong with the connection is its end.
        }

        await _closed.CancelAsync().ConfigureAwait(false);
        foreach (var stream in _streams.Values)
        {
            stream.Abandon();
        }
    }

    private async ValueTask<bool> ReadFrameAsync(CancellationToken aborted)
    {
        if (await transport.ReadAtLeastAsync(_head, _head.Length, throwOnEndOfStream: false, aborted).ConfigureAwait(false) < _head.Length)
        {
            return false;
        }

        var head = SpdyFrameHead.Read(_head);
        if (head.Type is null)
        {
            await ReceiveAsync(head, aborted).ConfigureAwait(false);
            return true;
        }

        if (head.Length > MaxControl)
        {
            throw new SpdyException("a control frame is too large");
        }

        var payload = new byte[head.Length];
        await transport.ReadExactlyAsync(payload, aborted).ConfigureAwait(false);
        await ControlAsync(head, payload, aborted).ConfigureAwait(false);
        return true;
    }

    private async ValueTask ControlAsync(SpdyFrameHead head, ReadOnlyMemory<byte> payload, CancellationToken aborted)
    {
        switch (head.Type)
        {
            case SpdyFrameType.SynStream:
                await OpenAsync(head, payload, aborted).ConfigureAwait(false);
                break;
            case SpdyFrameType.RstStream when _streams.TryRemove(Number(payload), out var broken):
                broken.Abandon();
                break;
            case SpdyFrameType.Ping when (Number(payload) & 1) == 1:
                await _frames.WriteNumbersAsync(SpdyFrameType.Ping, Number(payload), null, aborted).ConfigureAwait(false);
                break;
            case SpdyFrameType.GoAway:
                _goneAway = true;
                break;
            case SpdyFrameType.Headers or SpdyFrameType.SynReply:
                // Nobody asks for them; but they move the compression on.
                var id = Number(payload);
                _headers.Inflate(payload[4..]);
                End(head, _streams.GetValueOrDefault(id));

                break;
        }
    }

    private async ValueTask OpenAsync(SpdyFrameHead head, ReadOnlyMemory<byte> payload, CancellationToken aborted)
    {
        if (payload.Length < 10)
        {
            throw new SpdyException("a stream is opened with too few bytes");
        }

        var id = Number(payload);
        var headers = SpdyHeaders.Parse(_headers.Inflate(payload[10..]));
        if (id % 2 == 0 || id <= _lastStream)
        {
            await _frames.WriteNumbersAsync(SpdyFrameType.RstStream, id, SpdyReset.ProtocolError, aborted).ConfigureAwait(false);
            return;
        }

        _lastStream = id;
        var stream = new SpdyStream(_frames, id, headers, ended => _streams.TryRemove(ended, out _));
        if (_goneAway || _streams.Count >= MaxStreams || !accept(stream))
        {
            await _frames.WriteNumbersAsync(SpdyFrameType.RstStream, id, _goneAway ? SpdyReset.RefusedStream : SpdyReset.Cancel, aborted).ConfigureAwait(false);
            return;
        }

        _streams[id] = stream;
        End(head, stream);
        // spdystream drops data that comes before the answer.
        await _frames.WriteReplyAsync(id, aborted).ConfigureAwait(false);
        opened(stream);
    }

    private async ValueTask ReceiveAsync(SpdyFrameHead head, CancellationToken aborted)
    {
        var stream = _streams.GetValueOrDefault(head.StreamId);
        var left = head.Length;
        while (left > 0)
        {
            left -= stream is null || stream.Received.IsEnded ? await SkipAsync(left, aborted).ConfigureAwait(false) : await FillAsync(stream.Received, left, aborted).ConfigureAwait(false);
        }

        End(head, stream);
    }

    private static void End(SpdyFrameHead head, SpdyStream? stream)
    {
        if (head.IsFin)
        {
            stream?.Received.End();
        }
    }

    // Straight from the connection into the stream's pipe, which waits while it is full.
    private async ValueTask<int> FillAsync(InputPipe received, int wanted, CancellationToken aborted)
    {
        var memory = received.GetMemory(Math.Min(wanted, 4096));
        var read = await transport.ReadAsync(memory[..Math.Min(wanted, memory.Length)], aborted).ConfigureAwait(false);
        if (read == 0)
        {
            throw new SpdyException("the connection ended in the middle of a frame");
        }

        await received.CommitAsync(read, aborted).ConfigureAwait(false);
        return read;
    }

    private async ValueTask<int> SkipAsync(int wanted, CancellationToken aborted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(wanted, 4096));
        try
        {
            var read = await transport.ReadAsync(buffer.AsMemory(0, Math.Min(wanted, buffer.Length)), aborted).ConfigureAwait(false);
            return read == 0 ? throw new SpdyException("the connection ended in the middle of a frame") : read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Number(ReadOnlyMemory<byte> payload) =>
        payload.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(payload.Span) & 0x7fffffff : throw new SpdyException("a control frame is cut off");
}
