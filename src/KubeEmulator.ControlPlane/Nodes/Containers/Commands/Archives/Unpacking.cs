using System.IO.Compression;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Commands.Archives;

/// <summary>Looks at the first bytes of a stream: what is gzip's is unpacked.</summary>
internal static class Unpacking
{
    public static async ValueTask<Stream> OpenAsync(Stream source, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var count = await source.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedStream(head.AsMemory(0, count), source);
        return count == 2 && head[0] == 0x1f && head[1] == 0x8b ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : AsyncStream
    {
        private ReadOnlyMemory<byte> left = prefix;

        public override bool CanRead => true;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (left.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var taken = Math.Min(left.Length, buffer.Length);
            left[..taken].CopyTo(buffer);
            left = left[taken..];
            return new ValueTask<int>(taken);
        }
    }
}
