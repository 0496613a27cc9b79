using System.Threading.Channels;

namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>Lines from a terminal. An empty one is the end of the input, once; after the client has left it is for good.</summary>
internal sealed class TerminalInputStream(ChannelReader<byte[]> lines) : AsyncStream
{
    private ReadOnlyMemory<byte> left;

    public override bool CanRead => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty)
        {
            if (!await lines.WaitToReadAsync(cancellationToken) || !lines.TryRead(out var next))
            {
                return 0;
            }

            left = next;
        }

        var taken = Math.Min(left.Length, buffer.Length);
        left[..taken].CopyTo(buffer);
        left = left[taken..];
        return taken;
    }
}
