using System.Buffers.Binary;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>Deflate without compression (RFC 1951, 3.2.4): one block that is not the last, byte by byte.</summary>
internal static class StoredBlock
{
    /// <summary>The block with its head.</summary>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, ushort.MaxValue);
        var block = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~bytes.Length);
        bytes.CopyTo(block.AsSpan(5));
        return block;
    }
}
