using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;

namespace KubeEmulator.Server.Endpoints;

/// <summary><c>/healthz</c>, <c>/livez</c>, <c>/readyz</c> and their single checks. Upstream: <c>apiserver/pkg/server/healthz/healthz.go</c>.</summary>
internal static class HealthEndpoint
{
    /// <summary>Whether the path is one of a check or of all.</summary>
    public static bool Serves(string path) => Split(path) is var (name, check) && name is "healthz" or "livez" or "readyz" && (check.Length == 0 || HealthChecks.Of(name).Contains(check));

    public static Task ServeAsync(Exchange exchange, string path)
    {
        if (exchange.Request.Method is not ("GET" or "HEAD"))
        {
            return MethodRefusal.WriteAsync(exchange);
        }

        var (name, check) = Split(path);
        if (check.Length > 0)
        {
            return AnswerWriter.WriteTextAsync(exchange, 200, "ok");
        }

        exchange.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return AnswerWriter.WriteTextAsync(exchange, 200, exchange.Query.First("verbose") is null ? "ok" : Verbose(exchange, name));
    }

    private static string Verbose(Exchange exchange, string name)
    {
        var excluded = exchange.Query.All("exclude").SelectMany(e => e.Split(',')).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var check in HealthChecks.Of(name))
        {
            text.Append("[+]").Append(check).Append(excluded.Remove(check) ? " excluded: ok\n" : " ok\n");
        }

        if (excluded.Count > 0)
        {
            var unknown = string.Join(", ", excluded.Order(StringComparer.Ordinal).Select(GoText.Quote));
            text.Append("warn: some health checks cannot be excluded: no matches for ").Append(unknown).Append('\n');
        }

        return text.Append(name).Append(" check passed\n").ToString();
    }

    private static (string Name, string Check) Split(string path)
    {
        var trimmed = path.TrimStart('/');
        var slash = trimmed.IndexOf('/');
        return slash < 0 ? (trimmed, "") : (trimmed[..slash], trimmed[(slash + 1)..]);
    }
}
