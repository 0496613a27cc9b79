using System.Buffers;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>Bodies of requests: bounded, in JSON or YAML, parsed once. Refusals in the words of upstream's <c>endpoints/handlers/rest.go</c>.</summary>
internal static class BodyReader
{
    /// <summary>What the real server takes at most (<c>MaxRequestBodyBytes</c>).</summary>
    public const int Limit = 3 * 1024 * 1024;

    /// <summary>Reads the body into <see cref="Exchange.Body"/>.</summary>
    /// <exception cref="ApiException">413: it is too large.</exception>
    public static ValueTask ReadAsync(Exchange exchange) => ReadAsync(exchange, Limit);

    /// <summary>Reads a body of at most so many bytes into <see cref="Exchange.Body"/>.</summary>
    /// <exception cref="ApiException">413: it is too large.</exception>
    public static async ValueTask ReadAsync(Exchange exchange, int limit)
    {
        if (exchange.Http.Request.ContentLength > limit)
        {
            throw TooLarge();
        }

        var reader = exchange.Http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(exchange.Cancellation).ConfigureAwait(false);
            if (read.Buffer.Length > limit)
            {
                throw TooLarge();
            }

            if (read.IsCompleted)
            {
                exchange.Body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The format that the Content-Type names; JSON where it names none.</summary>
    /// <exception cref="ApiException">415: the format is not read here.</exception>
    public static ContentFormat FormatOf(Exchange exchange)
    {
        if (string.IsNullOrEmpty(exchange.ContentType))
        {
            return ContentFormat.Json;
        }

        return MediaType.ParseContentType(exchange.ContentType)?.Name.ToLowerInvariant() switch
        {
            MediaTypes.Json => ContentFormat.Json,
            MediaTypes.Yaml => ContentFormat.Yaml,
            MediaTypes.Protobuf => ContentFormat.Protobuf,
            _ => throw StatusDocument.UnsupportedMediaType(MediaTypes.Served).ToException(),
        };
    }

    /// <summary>The body as an object of a kind.</summary>
    /// <exception cref="ApiException">400: it is none.</exception>
    public static RequestBody Decode(Exchange exchange, ContentFormat format, GroupVersion version, string kind, bool isCustom)
    {
        if (format == ContentFormat.Protobuf)
        {
            return isCustom
                ? throw StatusDocument.UnsupportedMediaType([MediaTypes.Json, MediaTypes.Yaml]).ToException()
                : ProtobufBody.Decode(exchange.Body.Span, version, kind);
        }

        var duplicates = new List<string>();
        Value document;
        try
        {
            document = Parse(exchange.Body.Span, format, duplicates);
        }
        catch (ValueFormatException malformed)
        {
            throw Unrecognized(kind, format == ContentFormat.Json ? $"couldn't get version/kind; json parse error: {malformed.Message}" : malformed.Message, exchange.Body.Span).ToException();
        }

        // Null is nothing at all, which typed decoding takes.
        if (!isCustom && document is NullValue)
        {
            document = MapValue.Empty;
        }

        if (document is not MapValue root)
        {
            throw Unrecognized(kind, NoObject(document), exchange.Body.Span).ToException();
        }

        // Custom resources are not defaulted to the kind of their path, as typed ones are.
        if (isCustom && root.StringOrEmpty("kind").Length == 0)
        {
            var text = System.Text.Encoding.UTF8.GetString(exchange.Body.Span);
            throw Unrecognized(kind, $"Object 'Kind' is missing in '{text}'", exchange.Body.Span).ToException();
        }

        return format == ContentFormat.Yaml ? new RequestBody(root, []) { YamlDuplicates = duplicates } : new RequestBody(root, duplicates);
    }

    /// <summary>The body as an options document.</summary>
    /// <exception cref="ApiException">400: it is none.</exception>
    public static MapValue DecodeOptions(Exchange exchange, ContentFormat format)
    {
        if (format == ContentFormat.Protobuf)
        {
            return ProtobufBody.Decode(exchange.Body.Span, new GroupVersion("", "v1"), "DeleteOptions").Root;
        }

        try
        {
            var options = Parse(exchange.Body.Span, format, []);
            return options as MapValue ?? (options is NullValue ? MapValue.Empty : null)
                ?? throw StatusDocument.BadRequest(NoObject(options)).ToException();
        }
        catch (ValueFormatException malformed)
        {
            throw StatusDocument.BadRequest(format == ContentFormat.Json ? $"couldn't get version/kind; json parse error: {malformed.Message}" : malformed.Message).ToException();
        }
    }

    private static string NoObject(Value document) =>
        $"couldn't get version/kind; json parse error: json: cannot unmarshal {GoKind(document)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}";

    internal static string GoKind(Value value) => value switch
    {
        MapValue => "object",
        ListValue => "array",
        StringValue => "string",
        BoolValue => "bool",
        NumberValue => "number",
        _ => "null",
    };

    private static Value Parse(ReadOnlySpan<byte> body, ContentFormat format, List<string> duplicates) => format == ContentFormat.Yaml
        ? YamlContent.Read(body, duplicates)
        : JsonValueReader.Read(body, new JsonReadOptions { OnDuplicate = duplicates.Add });

    internal static ApiStatus Unrecognized(string kind, string why, ReadOnlySpan<byte> body) =>
        StatusDocument.BadRequest($"the object provided is unrecognized (must be of type {kind}): {why} ({Summary(body)})");

    // The beginning of what looks like JSON, the bytes of what does not (upstream's summarizeData).
    private static string Summary(ReadOnlySpan<byte> body)
    {
        const int Shown = 30;
        if (body.IsEmpty)
        {
            return "<empty>";
        }

        var cut = body.Length > Shown;
        var start = cut ? body[..Shown] : body;
        var text = body[0] == '{' ? System.Text.Encoding.UTF8.GetString(start) : Convert.ToHexStringLower(start);
        return cut ? text + " ..." : text;
    }

    private static ApiException TooLarge() => StatusDocument.RequestEntityTooLarge($"limit is {Limit}").ToException();
}
