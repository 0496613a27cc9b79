using System.Globalization;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Network;

/// <summary>The body of a request, of known length or in chunks.</summary>
internal sealed class HttpBodyStream(HttpInput input, bool chunked, long length) : AsyncStream
{
    private long left = chunked ? 0 : length;
    private bool ended = !chunked && length == 0;
    private bool first = true;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!ended && chunked && left == 0)
        {
            await NextChunkAsync(cancellationToken);
        }

        if (ended || buffer.IsEmpty)
        {
            return 0;
        }

        var taken = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= taken;
        ended = taken == 0 || (!chunked && left == 0);
        return taken;
    }

    /// <summary>Skips what the handler did not read, so that the next request can be found; false: the connection ended.</summary>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var waste = new byte[4096];
        while (!ended)
        {
            _ = await ReadAsync(waste, cancellationToken);
        }

        return left == 0;
    }

    private async Task NextChunkAsync(CancellationToken cancellationToken)
    {
        if (!first)
        {
            await input.ReadLineAsync(cancellationToken);
        }

        first = false;
        var line = await input.ReadLineAsync(cancellationToken);
        if (!long.TryParse(line?.Split(';')[0].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out left) || left == 0)
        {
            ended = true;
            left = 0;
            while (line is { Length: > 0 })
            {
                line = await input.ReadLineAsync(cancellationToken);
            }
        }
    }
}
