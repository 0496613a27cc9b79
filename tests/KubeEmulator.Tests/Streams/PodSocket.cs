using System.Net.WebSockets;
using System.Text;

namespace KubeEmulator.Tests.Streams;

/// <summary>A WebSocket into a pod, frame by frame, as a client without any library has it.</summary>
internal sealed class PodSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebSocket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private PodSocket(WebSocket socket) => _socket = socket;

    public WebSocketState State => _socket.State;

    public string? Protocol => _socket.SubProtocol;

    /// <summary>What came on each channel.</summary>
    public Dictionary<int, MemoryStream> Channels { get; } = [];

    /// <param name="cluster">The cluster.</param>
    /// <param name="path">Path and query, from the server's root or below the pods of the namespace <c>default</c>.</param>
    /// <param name="protocols">The subprotocols to ask for.</param>
    public static async Task<PodSocket> OpenAsync(EmulatedCluster cluster, string path, params string[] protocols) =>
        new(await cluster.ConnectWebSocketAsync(new Uri($"ws://cluster{(path.StartsWith('/') ? path : "/api/v1/namespaces/default/pods/" + path)}"), [], protocols));

    /// <summary>Sends a frame: the channel's byte and the data.</summary>
    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, bool endOfMessage = true)
    {
        var frame = new byte[1 + data.Length];
        frame[0] = channel;
        data.CopyTo(frame.AsMemory(1));
        await _socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage, CancellationToken.None).WaitAsync(Patience);
    }

    public Task SendAsync(byte channel, string text) => SendAsync(channel, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads one message; null at the goodbye.</summary>
    public async Task<(int Channel, int Length)?> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (channel, length) = (-1, 0);
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            var data = _buffer.AsMemory(0, received.Count);
            if (channel < 0 && !data.IsEmpty)
            {
                channel = data.Span[0];
                data = data[1..];
                Channels.TryAdd(channel, new MemoryStream());
            }

            Channels[channel].Write(data.Span);
            length += data.Length;
            if (received.EndOfMessage)
            {
                return (channel, length);
            }
        }
    }

    /// <summary>Reads to the goodbye.</summary>
    public async Task<PodSocket> ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
        }

        return this;
    }

    /// <summary>Reads until a channel has a text.</summary>
    public async Task ReadUntilAsync(int channel, string text)
    {
        while (!Text(channel).Contains(text, StringComparison.Ordinal))
        {
            Assert.NotNull(await ReadAsync());
        }
    }

    public string Text(int channel) => Channels.TryGetValue(channel, out var bytes) ? Encoding.UTF8.GetString(bytes.ToArray()) : "";

    public byte[] Bytes(int channel) => Channels.TryGetValue(channel, out var bytes) ? bytes.ToArray() : [];

    /// <summary>Goes without a goodbye.</summary>
    public void Vanish() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
