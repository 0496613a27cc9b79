using System.Globalization;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Metrics;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/metrics</c> and <c>/metrics/slis</c>.</summary>
internal static class MetricsEndpoint
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    public static Task ServeAsync(Exchange exchange, string path)
    {
        var server = exchange.Server;
        exchange.Http.Response.Headers["Process-Start-Time-Unix"] = server.Started.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return AnswerWriter.WriteTextAsync(exchange, 200, path == "/metrics" ? ServerMetrics.Write(server) : ServerMetrics.WriteHealth(), ContentType);
    }
}
