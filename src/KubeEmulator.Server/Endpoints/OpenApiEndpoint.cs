using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/openapi/v2</c> and <c>/openapi/v3</c>. Upstream: <c>k8s.io/kube-openapi/pkg/handler</c> and <c>handler3</c>.</summary>
internal static class OpenApiEndpoint
{
    private const string V3Prefix = "/openapi/v3/";
    private const string ProtobufSubtype = "com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private const string OldProtobufSubtype = "com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /// <summary>Whether the path is one of these documents'.</summary>
    public static bool Serves(string path) => path is "/openapi/v2" or "/openapi/v3" || path.StartsWith(V3Prefix, StringComparison.Ordinal);

    public static Task ServeAsync(Exchange exchange, string path)
    {
        var documents = OpenApiDocuments.Of(exchange.Services.Catalog);
        return path switch
        {
            "/openapi/v2" => ServeV2Async(exchange, documents),
            "/openapi/v3" => ServeIndexAsync(exchange, documents),
            _ => ServeV3Async(exchange, path, documents.V3(path[V3Prefix.Length..])),
        };
    }

    private static Task ServeIndexAsync(Exchange exchange, OpenApiDocuments documents)
    {
        SetFileHeaders(exchange);
        return WriteAsync(exchange, documents.V3Index.Utf8, MediaTypes.PlainText);
    }

    private static Task ServeV2Async(Exchange exchange, OpenApiDocuments documents)
    {
        exchange.Http.Response.Headers.Vary = new(["Accept-Encoding", "Accept"]);
        foreach (var range in Accepted(exchange))
        {
            if (range.Includes("application", "json"))
            {
                return ServeAsync(exchange, documents.V2, MediaTypes.Json);
            }

            if (range.Includes("application", ProtobufSubtype) || range.Includes("application", OldProtobufSubtype))
            {
                return ServeAsync(exchange, documents.V2Protobuf, $"application/{ProtobufSubtype}");
            }
        }

        return EmptyAsync(exchange, 406);
    }

    private static Task ServeV3Async(Exchange exchange, string path, OpenApiDocument? document)
    {
        if (document is null)
        {
            return EmptyAsync(exchange, 404);
        }

        var headers = exchange.Http.Response.Headers;
        headers.Vary = "Accept";
        if (!Accepted(exchange).Any(m => m.Includes("application", "json")))
        {
            return EmptyAsync(exchange, 406);
        }

        if (exchange.Query.First("hash") is { Length: > 0 } hash)
        {
            if (hash != document.Hash)
            {
                headers.ETag = $"\"{document.Hash}\"";
                headers.ContentType = MediaTypes.Json;
                headers.Location = $"{path}?hash={document.Hash}";
                return EmptyAsync(exchange, 301);
            }

            // The address names the content: it never changes.
            headers.CacheControl = "public, immutable";
            headers.Expires = TimeProvider.System.GetUtcNow().AddYears(1).ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        }

        return ServeAsync(exchange, document, MediaTypes.Json);
    }

    private static Task ServeAsync(Exchange exchange, OpenApiDocument document, string contentType)
    {
        var headers = exchange.Http.Response.Headers;
        var tag = $"\"{document.Hash}\"";
        headers.ETag = tag;
        if (exchange.Http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
        {
            exchange.Http.Response.StatusCode = 304;
            return Task.CompletedTask;
        }

        SetFileHeaders(exchange);
        return WriteAsync(exchange, document.Bytes, contentType);
    }

    private static Task WriteAsync(Exchange exchange, ReadOnlyMemory<byte> document, string contentType) =>
        AnswerWriter.WriteFileAsync(exchange, contentType, document);

    // Go serves these documents as files.
    private static void SetFileHeaders(Exchange exchange)
    {
        exchange.Http.Response.Headers.AcceptRanges = "bytes";
        exchange.Http.Response.Headers.LastModified = exchange.Server.Started.ToString("R", CultureInfo.InvariantCulture);
    }

    private static IReadOnlyList<MediaType> Accepted(Exchange exchange) =>
        MediaType.ParseAccept(string.IsNullOrEmpty(exchange.Accept) ? "*/*" : exchange.Accept);

    private static Task EmptyAsync(Exchange exchange, int status)
    {
        exchange.Http.Response.StatusCode = status;
        exchange.Http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
