using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Content;

/// <summary>Puts bytes on the wire: whole answers, with a length where Go's server gives one, compressed where it is worth it.</summary>
internal static class AnswerWriter
{
    // What Go's server holds back to find out the length of an answer; longer ones go out in chunks.
    internal const int LengthKnownUpTo = 2048;

    // From this size the real server compresses (endpoints/handlers/responsewriters/writers.go).
    internal const int CompressFrom = 128 * 1024;

    private const int FlushEvery = 64 * 1024;
    private static readonly ReadOnlyMemory<byte> Newline = "\n"u8.ToArray();

    /// <summary>Writes a text.</summary>
    public static Task WriteTextAsync(Exchange exchange, int status, string text, string contentType = MediaTypes.PlainText) =>
        WriteAsync(exchange, status, contentType, [System.Text.Encoding.UTF8.GetBytes(text)]);

    /// <summary>Writes a document and a line end: what nearly every answer is.</summary>
    public static Task WriteLineAsync(Exchange exchange, int status, string contentType, ReadOnlyMemory<byte> document)
    {
        var length = document.Length + 1;
        if (length >= FlushEvery || exchange.IsRecorded || HttpMethods.IsHead(exchange.Http.Request.Method))
        {
            return WriteAsync(exchange, status, contentType, [document, Newline]);
        }

        var response = exchange.Http.Response;
        Begin(exchange, status, contentType);
        if (length <= LengthKnownUpTo)
        {
            response.ContentLength = length;
        }

        // What is not flushed here, the server flushes with the end of the answer, in one write.
        var writer = response.BodyWriter;
        var span = writer.GetSpan(length);
        document.Span.CopyTo(span);
        span[length - 1] = (byte)'\n';
        writer.Advance(length);
        return Task.CompletedTask;
    }

    /// <summary>Writes one piece of memory.</summary>
    public static Task WriteAsync(Exchange exchange, int status, string contentType, ReadOnlyMemory<byte> body) =>
        WriteAsync(exchange, status, contentType, [body]);

    /// <summary>Writes pieces of memory one after another; none is copied into another buffer than the connection's.</summary>
    public static async Task WriteAsync(Exchange exchange, int status, string contentType, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        if (exchange.IsRecorded)
        {
            exchange.Answer = pieces;
        }

        var response = exchange.Http.Response;
        Begin(exchange, status, contentType);
        long length = 0;
        foreach (var piece in pieces)
        {
            length += piece.Length;
        }

        if (HttpMethods.IsHead(exchange.Http.Request.Method))
        {
            response.ContentLength = length <= LengthKnownUpTo ? length : null;
            return;
        }

        if (length >= CompressFrom && AcceptsGzip(exchange))
        {
            await CompressAsync(exchange, pieces).ConfigureAwait(false);
            return;
        }

        if (length <= LengthKnownUpTo)
        {
            response.ContentLength = length;
        }

        await CopyAsync(exchange, pieces).ConfigureAwait(false);
    }

    /// <summary>Writes one piece of memory with its length, compressed where that is asked for.</summary>
    public static async Task WriteFileAsync(Exchange exchange, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = exchange.Http.Response;
        response.StatusCode = 200;
        response.Headers.ContentType = contentType;
        if (AcceptsGzip(exchange))
        {
            await CompressAsync(exchange, [body]).ConfigureAwait(false);
            return;
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(exchange.Http.Request.Method))
        {
            await CopyAsync(exchange, [body]).ConfigureAwait(false);
        }
    }

    internal static void Begin(Exchange exchange, int status, string contentType)
    {
        var response = exchange.Http.Response;
        response.StatusCode = status;
        response.Headers.ContentType = contentType;
        WarningHeaders.Write(exchange);
    }

    private static async Task CopyAsync(Exchange exchange, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var writer = exchange.Http.Response.BodyWriter;
        var unflushed = 0;
        foreach (var piece in pieces)
        {
            writer.Write(piece.Span);
            unflushed += piece.Length;
            if (unflushed >= FlushEvery)
            {
                unflushed = 0;
                var flushed = await writer.FlushAsync(exchange.Cancellation).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    return;
                }
            }
        }
    }

    internal static GZipStream BeginGzip(Exchange exchange)
    {
        var response = exchange.Http.Response;
        response.Headers.ContentEncoding = "gzip";
        if (!response.Headers.Vary.Contains("Accept-Encoding"))
        {
            response.Headers.Append("Vary", "Accept-Encoding");
        }

        return new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    private static async Task CompressAsync(Exchange exchange, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var gzip = BeginGzip(exchange);
        await using (gzip.ConfigureAwait(false))
        {
            foreach (var piece in pieces)
            {
                await gzip.WriteAsync(piece, exchange.Cancellation).ConfigureAwait(false);
            }
        }
    }

    internal static bool AcceptsGzip(Exchange exchange)
    {
        foreach (var value in exchange.Http.Request.Headers.AcceptEncoding)
        {
            foreach (var coding in (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                var parts = coding.Split(';', StringSplitOptions.TrimEntries);
                var refused = parts.Length > 1 && parts[1].StartsWith("q=", StringComparison.Ordinal)
                    && double.TryParse(parts[1].AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight == 0;
                if (parts[0] == "gzip" && !refused)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
