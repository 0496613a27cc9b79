using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>
/// Several streams in one WebSocket. Upstream: <c>streaming/pkg/httpstream/wsstream/conn.go</c>. Its reader takes frame by frame, not
/// message by message, and clients rely on it: each frame of a message begins with the channel.
/// </summary>
internal sealed class ChannelSocket : IAsyncDisposable
{
    /// <summary>The byte in place of a channel that says which channel ends (v5).</summary>
    public const byte Close = 255;

    private const int MaxWrite = 32 * 1024;

    // The framework does not say where a frame ends, but a read that returns less than was asked for ends one. Frames of round sizes,
    // the usual ones, must therefore not fill the buffer exactly.
    private const int ReadSize = 32749;

    // Clients need not answer a goodbye (the C# one never does); others still send, and would lose what is on its way to them.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly ChannelProtocol _protocol;
    private readonly InputPipe?[] _inputs;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _gone = new();
    private Task _reading = Task.CompletedTask;
    private byte[] _base64Rest = [];

    public ChannelSocket(WebSocket socket, ChannelProtocol protocol, params ReadOnlySpan<bool> reads)
    {
        (_socket, _protocol) = (socket, protocol);
        _inputs = new InputPipe?[reads.Length];
        for (var i = 0; i < reads.Length; i++)
        {
            _inputs[i] = reads[i] ? new InputPipe() : null;
        }
    }

    /// <summary>Fires when the client has gone.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>What the client sends on a channel that it may send on.</summary>
    public InputPipe Input(int channel) => _inputs[channel]!;

    /// <summary>A stream that sends on a channel.</summary>
    public Stream Output(int channel) => new ChannelOutput(this, channel);

    /// <summary>Begins to read.</summary>
    public void Start(CancellationToken aborted) => _reading = ReadAsync(aborted);

    /// <summary>Sends on a channel; nothing at all is sent as a message of the channel alone.</summary>
    /// <exception cref="IOException">The client has gone.</exception>
    public async ValueTask SendAsync(int channel, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        do
        {
            var piece = data[..Math.Min(data.Length, MaxWrite)];
            data = data[piece.Length..];
            await SendMessageAsync(channel, piece, cancellation).ConfigureAwait(false);
        }
        while (!data.IsEmpty);
    }

    /// <summary>Says goodbye and lets what still comes fall down for a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var input in _inputs)
        {
            input?.Stop();
        }

        try
        {
            await SayGoodbyeAsync().ConfigureAwait(false);
            await _reading.WaitAsync(Goodbye).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            // Gone already, or silent.
        }

        _socket.Abort();
        await _reading.ConfigureAwait(false);
        _socket.Dispose();
        _gone.Dispose();
    }

    private async Task SayGoodbyeAsync()
    {
        await _turn.WaitAsync(_gone.Token).ConfigureAwait(false);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask SendMessageAsync(int channel, ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + Base64.GetMaxEncodedToUtf8Length(piece.Length));
        var length = Encode(channel, piece.Span, message);
        try
        {
            await _turn.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                // Cancelling a send would break the socket for all channels.
                await _socket.SendAsync(message.AsMemory(0, length), _protocol.IsBase64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("The client has gone.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    private int Encode(int channel, ReadOnlySpan<byte> piece, Span<byte> message)
    {
        if (_protocol.IsBase64)
        {
            message[0] = (byte)('0' + channel);
            Base64.EncodeToUtf8(piece, message[1..], out _, out var written);
            return 1 + written;
        }

        message[0] = (byte)channel;
        piece.CopyTo(message[1..]);
        return 1 + piece.Length;
    }

    private async Task ReadAsync(CancellationToken aborted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            await ReadFramesAsync(buffer.AsMemory(0, ReadSize), aborted).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone without a goodbye.
        }

        ArrayPool<byte>.Shared.Return(buffer);
        foreach (var input in _inputs)
        {
            input?.End();
        }

        await _gone.CancelAsync().ConfigureAwait(false);
    }

    private async ValueTask ReadFramesAsync(Memory<byte> buffer, CancellationToken aborted)
    {
        var channel = -1;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer, aborted).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            ReadOnlyMemory<byte> data = buffer[..received.Count];
            if (channel < 0 && !data.IsEmpty)
            {
                channel = data.Span[0];
                data = data[1..];
                if (channel == Close && _protocol.HasClose)
                {
                    if (!TryClose(data.Span))
                    {
                        return;
                    }

                    data = default;
                }
            }

            await DeliverAsync(channel, data, aborted).ConfigureAwait(false);
            if (received.EndOfMessage || received.Count < buffer.Length)
            {
                channel = -1;
                _base64Rest = [];
            }
        }
    }

    private bool TryClose(ReadOnlySpan<byte> data)
    {
        if (data.Length != 1 || data[0] >= _inputs.Length)
        {
            return false;
        }

        _inputs[data[0]]?.End();
        return true;
    }

    private async ValueTask DeliverAsync(int channel, ReadOnlyMemory<byte> data, CancellationToken aborted)
    {
        var number = _protocol.IsBase64 ? channel - '0' : channel;
        if (data.IsEmpty || number < 0 || number >= _inputs.Length || _inputs[number] is not { IsEnded: false } input)
        {
            return;
        }

        await input.SendAsync(_protocol.IsBase64 ? Decode(data.Span) : data, aborted).ConfigureAwait(false);
    }

    // A frame that came in pieces is decoded in groups of four; what is left waits for the next piece. A wrong text falls down.
    private byte[] Decode(ReadOnlySpan<byte> piece)
    {
        byte[] text = [.. _base64Rest, .. piece];
        var whole = text.Length / 4 * 4;
        _base64Rest = text[whole..];
        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(text, 0, whole));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
