using System.Net.WebSockets;
using System.Text;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>Messages of a WebSocket as tests read and write them.</summary>
internal static class SocketFrames
{
    /// <summary>The next message; null is the goodbye.</summary>
    public static async Task<byte[]?> NextAsync(this WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>The next message as its channel and its text.</summary>
    public static async Task<string> TextAsync(this WebSocket socket) =>
        await socket.NextAsync() is { } message ? $"{message[0]}:{Encoding.UTF8.GetString(message.AsSpan(1))}" : "close";

    /// <summary>All messages until the goodbye, as channels and texts.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(this WebSocket socket)
    {
        var all = new List<string>();
        string next;
        do
        {
            next = await socket.TextAsync();
            all.Add(next);
        }
        while (next != "close");
        return all;
    }

    public static Task SendAsync(this WebSocket socket, byte channel, string text, bool endOfMessage = true) =>
        socket.SendAsync((byte[])[channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, endOfMessage, CancellationToken.None);

    public static async Task<string> ReadTextAsync(this Stream stream, CancellationToken cancellation = default)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync(cancellation);
    }

    public static Task WriteTextAsync(this Stream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
}
