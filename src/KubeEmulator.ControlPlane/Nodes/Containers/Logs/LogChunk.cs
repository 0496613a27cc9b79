using System.Buffers.Binary;

namespace KubeEmulator.Nodes.Containers.Logs;

/// <summary>
/// A piece of a log. Bytes before <see cref="Committed"/> never change, so readers need no lock.
/// <code>
/// entry: | ticks (8) | stream and partial (1) | length (4) | bytes |
/// </code>
/// </summary>
internal sealed class LogChunk(long number, int size)
{
    public const int HeaderSize = 13;

    private const byte PartialFlag = 0x80;

    private readonly byte[] bytes = new byte[size];
    private int committed;

    /// <summary>Counts up; a reader that fell behind sees the gap.</summary>
    public long Number { get; } = number;

    public int Size => bytes.Length;

    public int Entries { get; private set; }

    public int Committed => Volatile.Read(ref committed);

    /// <summary>Appends an entry if it fits; one writer at a time.</summary>
    public bool TryAppend(DateTimeOffset time, LogStreamKind stream, bool partial, ReadOnlySpan<byte> line)
    {
        if (bytes.Length - committed < HeaderSize + line.Length)
        {
            return false;
        }

        var at = bytes.AsSpan(committed);
        BinaryPrimitives.WriteInt64LittleEndian(at, time.UtcTicks);
        at[8] = (byte)((byte)stream | (partial ? PartialFlag : 0));
        BinaryPrimitives.WriteInt32LittleEndian(at[9..], line.Length);
        line.CopyTo(at[HeaderSize..]);
        Entries++;
        Volatile.Write(ref committed, committed + HeaderSize + line.Length);
        return true;
    }

    /// <summary>Reads the entry at the offset and moves past it; false at the end of what is committed.</summary>
    public bool TryRead(ref int offset, out LogEntry entry)
    {
        if (offset >= Committed)
        {
            entry = default;
            return false;
        }

        var at = bytes.AsSpan(offset);
        var length = BinaryPrimitives.ReadInt32LittleEndian(at[9..]);
        entry = new LogEntry(
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(at), TimeSpan.Zero),
            (LogStreamKind)(at[8] & ~PartialFlag),
            (at[8] & PartialFlag) != 0,
            bytes.AsMemory(offset + HeaderSize, length));
        offset += HeaderSize + length;
        return true;
    }
}
