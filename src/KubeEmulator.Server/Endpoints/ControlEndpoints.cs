using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Endpoints;

/// <summary>
/// The emulator's own control API below <c>/emulator/v1/</c>: a list of calls, each with a method and a path, and
/// <c>/emulator/v1/openapi.json</c>, which describes them. Real clusters have none of these paths.
/// </summary>
internal static class ControlEndpoints
{
    private const string Prefix = "/emulator/v1/";

    // Bodies here may be whole states of clusters.
    private const int BodyLimit = 512 * 1024 * 1024;

    /// <summary>The header that says which KubeEmulator answers, for tools of another version.</summary>
    private const string VersionHeader = "Emulator-Version";

    /// <summary>Whether the path is the control API's.</summary>
    public static bool Serves(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public static async Task ServeAsync(Exchange exchange, string path)
    {
        var rest = path[Prefix.Length..];
        var endpoints = exchange.Server.Options.Control;
        exchange.Http.Response.Headers[VersionHeader] = EmulatorVersion.Text;
        if (rest is "openapi" or "openapi.json")
        {
            await WriteAsync(exchange, ControlOpenApi.Describe(endpoints)).ConfigureAwait(false);
            return;
        }

        var known = false;
        foreach (var endpoint in endpoints)
        {
            if (ControlPath.Match(endpoint.Path, rest) is not { } values)
            {
                continue;
            }

            known = true;
            if (endpoint.Method.Equals(exchange.Request.Method, StringComparison.OrdinalIgnoreCase))
            {
                await InvokeAsync(exchange, endpoint, values).ConfigureAwait(false);
                return;
            }
        }

        throw known ? WrongMethod(exchange) : Unknown(path);
    }

    private static async Task InvokeAsync(Exchange exchange, IControlEndpoint endpoint, IReadOnlyDictionary<string, string> values)
    {
        await BodyReader.ReadAsync(exchange, BodyLimit).ConfigureAwait(false);
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in exchange.Query.Pairs)
        {
            query[name] = value;
        }

        var answer = await endpoint.InvokeAsync(new ControlCall(values, query, BodyOf(exchange), exchange.Cancellation)).ConfigureAwait(false);
        if (answer is null)
        {
            exchange.Http.Response.StatusCode = 204;
            return;
        }

        await WriteAsync(exchange, answer).ConfigureAwait(false);
    }

    private static Value? BodyOf(Exchange exchange)
    {
        if (exchange.Body.Length == 0)
        {
            return null;
        }

        try
        {
            return BodyReader.FormatOf(exchange) == ContentFormat.Yaml
                ? YamlContent.Read(exchange.Body.Span, [])
                : JsonValueReader.Read(exchange.Body.Span, JsonReadOptions.Default);
        }
        catch (ValueFormatException malformed)
        {
            throw StatusDocument.BadRequest($"the body is malformed: {malformed.Message}").ToException();
        }
    }

    private static Task WriteAsync(Exchange exchange, Value answer) =>
        AnswerWriter.WriteAsync(exchange, 200, MediaTypes.Json, [answer.ToUtf8Bytes(), "\n"u8.ToArray()]);

    private static ApiException Unknown(string path) =>
        StatusDocument.Failure(404, StatusReason.NotFound, $"the control API has no path {GoText.Quote(path)}; GET {Prefix}openapi lists them").ToException();

    private static ApiException WrongMethod(Exchange exchange) =>
        StatusDocument.Failure(405, StatusReason.MethodNotAllowed, $"the control API has no {exchange.Request.Method} on {GoText.Quote(exchange.Request.Path)}").ToException();
}
