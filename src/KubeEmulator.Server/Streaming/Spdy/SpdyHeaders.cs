using System.Buffers.Binary;
using System.Text;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The headers of a stream: lower-case names, each once. A block is a count and pairs of texts behind their length.</summary>
internal static class SpdyHeaders
{
    private const int MaxHeaders = 1000;

    /// <summary>Reads an unpacked block.</summary>
    /// <exception cref="SpdyException">It is none.</exception>
    public static IReadOnlyDictionary<string, string> Parse(ReadOnlySpan<byte> block)
    {
        var count = TakeLength(ref block);
        if (count > MaxHeaders)
        {
            throw new SpdyException("a stream has too many headers");
        }

        var headers = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var name = TakeText(ref block);

            // Several values of one name are parted by a zero byte; the first one counts here, as with Go's Header.Get.
            headers[name] = TakeText(ref block).Split('\0')[0];
        }

        return headers;
    }

    /// <summary>An unpacked block.</summary>
    public static byte[] ToBlock(IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        using var block = new MemoryStream();
        PutLength(block, headers.Count);
        foreach (var (name, value) in headers)
        {
            PutText(block, name.ToLowerInvariant());
            PutText(block, value);
        }

        return block.ToArray();
    }

    private static int TakeLength(ref ReadOnlySpan<byte> block)
    {
        if (block.Length < 4 || BinaryPrimitives.ReadInt32BigEndian(block) is var length && length < 0)
        {
            throw new SpdyException("a header block is cut off");
        }

        block = block[4..];
        return length;
    }

    private static string TakeText(ref ReadOnlySpan<byte> block)
    {
        var length = TakeLength(ref block);
        if (length > block.Length)
        {
            throw new SpdyException("a header block is cut off");
        }

        var text = Encoding.UTF8.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static void PutLength(MemoryStream block, int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        block.Write(bytes);
    }

    private static void PutText(MemoryStream block, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        PutLength(block, bytes.Length);
        block.Write(bytes);
    }
}
