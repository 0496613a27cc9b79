using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/statusz</c> and <c>/flagz</c>: pages for people. Upstream: <c>component-base/zpages</c>.</summary>
internal static class StatusPages
{
    private const string Warning = "Warning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging purposes only.";

    public static Task ServeAsync(Exchange exchange, string path)
    {
        if (!AcceptsText(exchange.Accept))
        {
            throw StatusDocument.NotAcceptable([MediaTypes.Json, MediaTypes.Yaml, "text/plain"]).ToException();
        }

        return AnswerWriter.WriteTextAsync(exchange, 200, path == "/statusz" ? Status(exchange.Server) : Flags());
    }

    private static bool AcceptsText(string? accept) => string.IsNullOrEmpty(accept) || MediaType.ParseAccept(accept).Any(m => m.Includes("text", "plain"));

    private static string Status(ApiServer server)
    {
        var up = TimeProvider.System.GetUtcNow() - server.Started;
        var started = server.Started.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        return $"""

            apiserver statusz
            {Warning}

            Started: {started}
            Up: {(int)up.TotalHours} hr {up.Minutes:00} min {up.Seconds:00} sec
            Go version: go1.26.10
            Binary version: 1.36.2
            Emulation version: 1.36
            Paths: /flagz /healthz /livez /metrics /readyz /statusz /version

            """;
    }

    private static string Flags() => $"\napiserver flagz\n{Warning}\n\n";
}
