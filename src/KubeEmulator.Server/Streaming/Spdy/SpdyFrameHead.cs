using System.Buffers.Binary;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The eight bytes before every frame: control bit, version and type or stream, flags, length.</summary>
/// <param name="Type">The control frame's type; null for data.</param>
/// <param name="StreamId">The stream of a data frame.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Length">The bytes that follow.</param>
internal readonly record struct SpdyFrameHead(SpdyFrameType? Type, int StreamId, byte Flags, int Length)
{
    /// <summary>The length of a head.</summary>
    public const int Size = 8;

    /// <summary>The sender sends nothing more on this stream.</summary>
    public const byte Fin = 1;

    private const ushort Version = 3;

    public bool IsFin => (Flags & Fin) != 0;

    /// <summary>Reads a head.</summary>
    /// <exception cref="SpdyException">Another version is spoken.</exception>
    public static SpdyFrameHead Read(ReadOnlySpan<byte> bytes)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var second = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var (flags, length) = ((byte)(second >> 24), (int)(second & 0xffffff));
        if ((first & 0x80000000) == 0)
        {
            return new SpdyFrameHead(null, (int)first, flags, length);
        }

        var version = (first >> 16) & 0x7fff;
        return version == Version
            ? new SpdyFrameHead((SpdyFrameType)(first & 0xffff), 0, flags, length)
            : throw new SpdyException($"version {version} of SPDY is not spoken here");
    }

    /// <summary>Writes a head.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Type is { } type ? 0x80000000 | (Version << 16) | (uint)type : (uint)StreamId);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], ((uint)Flags << 24) | (uint)Length);
    }
}
