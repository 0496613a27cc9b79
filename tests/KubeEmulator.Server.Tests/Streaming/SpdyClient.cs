using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>SPDY frames by hand: what a client sends, and what comes back.</summary>
internal sealed class SpdyClient(Stream stream) : IAsyncDisposable
{
    /// <summary>Header blocks as Go's compressor with SPDY's dictionary writes them, in the order in which they must be sent.</summary>
    public static readonly byte[] ErrorHeaders = Convert.FromBase64String("ePnjxqfCAqYjRnA6KylKTcyFFiWsqaCABgAAAP//");
    public static readonly byte[] StdinHeaders = Convert.FromBase64String("AmUcTKniEmB2wVL8cMJDAQAAAP//");
    public static readonly byte[] StdoutHeaders = Convert.FromBase64String("wmokMBOk5JeWAAAAAP//");

    private bool _begun;

    public Stream Transport => stream;

    /// <summary>Connects to a server and asks for SPDY; the answer's head is returned.</summary>
    public static async Task<(SpdyClient Client, string Head)> ConnectAsync(int port, string path, string? protocol)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        var stream = socket.GetStream();
        var version = protocol is null ? "" : $"X-Stream-Protocol-Version: {protocol}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n{version}\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
        {
            head.Append((char)one[0]);
        }

        return (new SpdyClient(stream), head.ToString());
    }

    /// <summary>Opens a stream with a header block.</summary>
    public Task OpenAsync(int id, byte[] block) => ControlAsync(1, 0, [.. Number(id), 0, 0, 0, 0, 0, 0, .. block]);

    /// <summary>Opens a stream with headers that are not compressed.</summary>
    public Task OpenAsync(int id, params (string Name, string Value)[] headers)
    {
        List<byte> block = [.. Number(headers.Length)];
        foreach (var (name, value) in headers)
        {
            block.AddRange([.. Number(name.Length), .. Encoding.ASCII.GetBytes(name), .. Number(value.Length), .. Encoding.ASCII.GetBytes(value)]);
        }

        byte[] stored = [0, (byte)block.Count, (byte)(block.Count >> 8), (byte)~block.Count, (byte)(~block.Count >> 8), .. block];
        byte[] sent = _begun ? stored : [0x78, 0x01, .. stored];
        _begun = true;
        return OpenAsync(id, sent);
    }

    public Task DataAsync(int id, string text, bool fin = false) =>
        stream.WriteAsync((byte[])[.. Number(id), fin ? (byte)1 : (byte)0, .. Number(text.Length)[1..], .. Encoding.UTF8.GetBytes(text)]).AsTask();

    public Task ControlAsync(ushort type, byte flags, byte[] payload) =>
        stream.WriteAsync((byte[])[0x80, 3, (byte)(type >> 8), (byte)type, flags, .. Number(payload.Length)[1..], .. payload]).AsTask();

    /// <summary>The next frame as text: <c>data 3 fin hello</c>, <c>reply 1</c>, <c>rst 1 5</c>, <c>ping 7</c>, <c>window 3 20000</c>, <c>goaway 5</c>, <c>end</c>.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var head = new byte[8];
        if (await stream.ReadAtLeastAsync(head, 8, throwOnEndOfStream: false, patience.Token) < 8)
        {
            return "end";
        }

        var payload = new byte[(head[5] << 16) | (head[6] << 8) | head[7]];
        await stream.ReadExactlyAsync(payload, patience.Token);
        if ((head[0] & 0x80) == 0)
        {
            return $"data {Read(head)}{((head[4] & 1) != 0 ? " fin" : "")} {Encoding.UTF8.GetString(payload)}".TrimEnd();
        }

        return head[3] switch
        {
            2 => $"reply {Read(payload)}",
            3 => $"rst {Read(payload)} {Read(payload.AsSpan(4))}",
            6 => $"ping {Read(payload)}",
            7 => $"goaway {Read(payload)}",
            9 => $"window {Read(payload)} {Read(payload.AsSpan(4))}",
            _ => $"frame {head[3]}",
        };
    }

    /// <summary>All frames until the server closes; each stream's data in one piece.</summary>
    public async Task<IReadOnlyList<string>> AllAsync()
    {
        var all = new List<string>();
        while (await NextAsync() is var next && next != "end")
        {
            all.Add(next);
        }

        return all;
    }

    public async ValueTask DisposeAsync() => await stream.DisposeAsync();

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static int Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);
}
