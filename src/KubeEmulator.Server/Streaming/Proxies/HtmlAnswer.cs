using System.IO.Compression;
using System.Text;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>A page on its way through a proxy: unpacked where it must be, its links rewritten, packed again.</summary>
internal static class HtmlAnswer
{
    // Upstream takes a page of any size into memory; one that is larger than this passes as it is.
    private const int MaxPage = 8 * 1024 * 1024;

    /// <summary>Whether an answer's links are rewritten.</summary>
    public static bool IsHtml(HttpResponseMessage answer) =>
        answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().Split(';')[0].Trim() == "text/html"
        && EncodingOf(answer) is "" or "gzip" or "deflate";

    public static async Task CopyAsync(Stream from, Stream to, HttpResponseMessage answer, ProxyLinks links, CancellationToken cancellation)
    {
        var packed = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (packed.Length <= MaxPage && await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
        {
            packed.Write(buffer, 0, read);
        }

        packed.Position = 0;
        if (packed.Length > MaxPage || await ReadAsync(packed, EncodingOf(answer), cancellation).ConfigureAwait(false) is not { } page)
        {
            packed.Position = 0;
            await packed.CopyToAsync(to, cancellation).ConfigureAwait(false);
            await from.CopyToAsync(to, cancellation).ConfigureAwait(false);
            return;
        }

        // Latin-1 keeps every byte as it is; links are ASCII.
        var rewritten = Encoding.Latin1.GetBytes(HtmlLinks.Rewrite(page, links.Rewrite));
        await WriteAsync(rewritten, to, EncodingOf(answer), cancellation).ConfigureAwait(false);
    }

    private static string EncodingOf(HttpResponseMessage answer) =>
        answer.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encoding) ? encoding.ToString() : "";

    // Null: it unpacks to more than is taken into memory, or not at all.
    private static async Task<string?> ReadAsync(Stream packed, string encoding, CancellationToken cancellation)
    {
        using var unpacked = new MemoryStream();
        var reader = Unpack(packed, encoding);
        var buffer = new byte[32 * 1024];
        try
        {
            while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > MaxPage)
                {
                    return null;
                }
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    private static Stream Unpack(Stream packed, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true),
        _ => packed,
    };

    private static async Task WriteAsync(byte[] page, Stream to, string encoding, CancellationToken cancellation)
    {
        Stream writer = encoding switch
        {
            "gzip" => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new DeflateStream(to, CompressionLevel.SmallestSize, leaveOpen: true),
            _ => to,
        };
        await writer.WriteAsync(page, cancellation).ConfigureAwait(false);
        if (!ReferenceEquals(writer, to))
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
    }
}
