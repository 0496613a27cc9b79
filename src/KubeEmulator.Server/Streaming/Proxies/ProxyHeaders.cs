using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server.Streaming.Proxies;

/// <summary>Which headers pass a proxy. Upstream: Go's <c>httputil.ReverseProxy</c> and <c>util/proxy/upgradeaware.go</c>.</summary>
internal static class ProxyHeaders
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> Cors = new(StringComparer.OrdinalIgnoreCase)
    {
        "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age",
    };

    /// <summary>The client's headers for the target. Credentials are the API server's business and end there.</summary>
    public static IEnumerable<(string Name, string?[] Values)> ForTarget(HttpContext http, bool isUpgrade)
    {
        var named = Named(http.Request.Headers.Connection.ToString());
        foreach (var (name, values) in http.Request.Headers)
        {
            var ends = name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Host", StringComparison.OrdinalIgnoreCase)
                || name.Equals("X-Forwarded-For", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith(':');
            if (!ends && (isUpgrade || (!HopByHop.Contains(name) && !named.Contains(name))))
            {
                yield return (name, values.ToArray());
            }
        }

        var client = http.Connection.RemoteIpAddress?.ToString();
        string[] way = [.. http.Request.Headers["X-Forwarded-For"].Select(v => v ?? ""), .. client is null ? (string[])[] : [client]];
        if (way.Length > 0)
        {
            yield return ("X-Forwarded-For", [string.Join(", ", way)]);
        }
    }

    /// <summary>Passes an answer's headers on; those of the server itself stay.</summary>
    public static void CopyTo(HttpResponse response, IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers, string connection)
    {
        var named = Named(connection);
        foreach (var (name, values) in headers)
        {
            if (!HopByHop.Contains(name) && !Cors.Contains(name) && !named.Contains(name))
            {
                response.Headers.Append(name, values.ToArray());
            }
        }
    }

    private static HashSet<string> Named(string connection) =>
        new(connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
