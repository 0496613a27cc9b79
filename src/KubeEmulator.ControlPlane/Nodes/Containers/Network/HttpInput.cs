using System.Text;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>What a client sends, read piece by piece.</summary>
internal sealed class HttpInput(Stream connection)
{
    // The limit of Go's net/http (DefaultMaxHeaderBytes) is 1 MiB; nothing that talks to a container needs that much.
    private const int MaxHeadBytes = 64 * 1024;

    private readonly byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;

    /// <summary>Whether the client begins a TLS handshake (RFC 8446, 5.1).</summary>
    public async ValueTask<bool> IsTlsAsync(CancellationToken cancellationToken) => (start < end || await FillAsync(cancellationToken)) && buffer[start] == 0x16;

    /// <summary>The text up to the empty line; null at the end of the connection.</summary>
    public async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        while (await ReadLineAsync(cancellationToken) is { } line && head.Length + line.Length < MaxHeadBytes)
        {
            if (line.Length > 0)
            {
                head.Append(line).Append("\r\n");
            }
            else if (head.Length > 0)
            {
                return head.ToString();
            }
        }

        return null;
    }

    /// <summary>One line without its end; null at the end of the connection.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < MaxHeadBytes)
        {
            if (start == end && !await FillAsync(cancellationToken))
            {
                return null;
            }

            var at = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var taken = at < 0 ? end - start : at;
            line.Append(Encoding.Latin1.GetString(buffer, start, taken));
            start += at < 0 ? taken : taken + 1;
            if (at >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }
        }

        return null;
    }

    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        if (start == end && !await FillAsync(cancellationToken))
        {
            return 0;
        }

        var taken = Math.Min(target.Length, end - start);
        buffer.AsMemory(start, taken).CopyTo(target);
        start += taken;
        return taken;
    }

    public HttpBodyStream Body(HttpHead head) => new(this, head.IsChunked, head.ContentLength);

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        start = 0;
        end = await connection.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}
