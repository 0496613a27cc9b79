using System.Text.Json;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>Writes documents in the agreed format. An object in compact JSON goes out as the bytes it already has.</summary>
internal static class DocumentWriter
{
    /// <summary>Writes an object.</summary>
    public static Task WriteAsync(Exchange exchange, int status, KubeObject document, Negotiated agreed) =>
        agreed is { Format: ContentFormat.Json, Pretty: false }
            ? AnswerWriter.WriteLineAsync(exchange, status, MediaTypes.Json, document.Utf8)
            : WriteAsync(exchange, status, document.Root, agreed);

    /// <summary>Writes a document.</summary>
    public static Task WriteAsync(Exchange exchange, int status, MapValue document, Negotiated agreed) =>
        AnswerWriter.WriteAsync(exchange, status, agreed.ContentType, ToBytes(document, agreed));

    /// <summary>Writes a refusal, in the format asked for where that is possible.</summary>
    public static Task WriteStatusAsync(Exchange exchange, ApiStatus status)
    {
        if (status.RetryAfterSeconds > 0)
        {
            exchange.Http.Response.Headers.RetryAfter = status.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(exchange, status.Code, status.Document, Negotiation.AgreeOnStatus(exchange.Accept, exchange.Query, exchange.UserAgent));
    }

    /// <summary>A document's bytes in the agreed format, line end included.</summary>
    public static ReadOnlyMemory<byte> ToBytes(MapValue document, Negotiated agreed)
    {
        if (agreed.Format == ContentFormat.Yaml)
        {
            return YamlContent.Write(document);
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, agreed.Pretty ? JsonValueWriter.Options with { Indented = true, NewLine = "\n" } : JsonValueWriter.Options))
        {
            document.WriteTo(writer);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
