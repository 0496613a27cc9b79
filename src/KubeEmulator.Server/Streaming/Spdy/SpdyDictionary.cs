using System.Buffers.Binary;
using System.Text;

namespace KubeEmulator.Server.Streaming.Spdy;

/// <summary>The text that both sides' header compression begins with (SPDY/3, section 2.6.10.1): words behind their length, then values.</summary>
internal static class SpdyDictionary
{
    private const string Words =
        "options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization "
        + "cache-control connection content-base content-encoding content-language content-length content-location content-md5 content-range "
        + "content-type date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified "
        + "location max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer transfer-encoding "
        + "upgrade user-agent vary via warning www-authenticate method get status";

    private const string Values =
        "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505"
        + "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found"
        + "500 Internal Server Error501 Not Implemented503 Service Unavailable"
        + "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT"
        + "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,public"
        + "privatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.";

    private static readonly string[] Phrases = ["200 OK", "version", "HTTP/1.1", "url", "public", "set-cookie", "keep-alive", "origin"];

    /// <summary>The bytes.</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = Build();

    /// <summary>The Adler-32 checksum by which zlib names a dictionary (RFC 1950).</summary>
    public static uint Checksum { get; } = Adler(Bytes.Span);

    private static byte[] Build()
    {
        using var dictionary = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var word in Words.Split(' ').Concat(Phrases))
        {
            BinaryPrimitives.WriteInt32BigEndian(length, word.Length);
            dictionary.Write(length);
            dictionary.Write(Encoding.ASCII.GetBytes(word));
        }

        dictionary.Write(Encoding.ASCII.GetBytes(Values));
        return dictionary.ToArray();
    }

    private static uint Adler(ReadOnlySpan<byte> bytes)
    {
        uint low = 1;
        uint high = 0;
        foreach (var b in bytes)
        {
            low = (low + b) % 65521;
            high = (high + low) % 65521;
        }

        return (high << 16) | low;
    }
}
