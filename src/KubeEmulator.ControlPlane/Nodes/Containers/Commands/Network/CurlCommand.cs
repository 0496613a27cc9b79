using System.Globalization;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Network;

/// <summary>curl, the common part.</summary>
internal static class CurlCommand
{
    private static readonly Dictionary<string, char> Names = new()
    {
        ["silent"] = 's', ["show-error"] = 'S', ["fail"] = 'f', ["output"] = 'o', ["request"] = 'X', ["header"] = 'H', ["data"] = 'd', ["data-binary"] = 'd', ["data-raw"] = 'd', ["include"] = 'i',
        ["head"] = 'I', ["max-time"] = 'm', ["connect-timeout"] = 'T', ["insecure"] = 'k', ["location"] = 'L', ["write-out"] = 'w', ["verbose"] = 'v', ["user-agent"] = 'A', ["retry"] = 'R', ["remote-name"] = 'O', ["no-buffer"] = 'N', ["globoff"] = 'g',
    };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "sSfo:X:H:d:iIm:T:kLw:vA:R:ONg46", Names, failure: 2);
        if (options.Operands.Count == 0)
        {
            await run.ErrorAsync("curl: try 'curl --help' or 'curl --manual' for more information\n");
            return 2;
        }

        var status = 0;
        foreach (var operand in options.Operands)
        {
            status = await FetchAsync(run, options, operand);
        }

        return status;
    }

    private static async ValueTask<int> FetchAsync(CommandRun run, CommandOptions options, string operand)
    {
        if (!Uri.TryCreate(operand.Contains("://", StringComparison.Ordinal) ? operand : "http://" + operand, UriKind.Absolute, out var uri))
        {
            return await ErrorAsync(run, options, 3, "URL using bad/illegal format or missing URL");
        }

        try
        {
            using var limit = HttpExchange.Limit(run, options.Value('m') ?? options.Value('T'));
            using var response = await HttpExchange.SendAsync(run, uri, uri => Request(run, options, uri), options.Has('L'), limit.Token);
            var code = (int)response.StatusCode;
            if (options.Has('f') && code >= 400)
            {
                return await ErrorAsync(run, options, 22, $"The requested URL returned error: {code}");
            }

            await using var file = options.Value('o') is { } name && name != "/dev/null" ? run.Files.OpenWrite(run.Path(name)) : null;
            if (options.Has('i') || options.Has('I'))
            {
                await run.Output.WriteAsync(HttpExchange.Head(response));
            }

            if (!options.Has('I'))
            {
                await run.Output.FlushAsync();
                await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
                await body.CopyToAsync(file ?? (options.Has('o') ? Stream.Null : run.Stream(1) ?? Stream.Null), limit.Token);
            }

            await run.Output.WriteAsync(WriteOut(options.Value('w') ?? "", response, uri));
            return 0;
        }
        catch (NetworkFailureException failure)
        {
            var (code, text) = failure.Failure switch
            {
                NetworkFailure.UnknownHost => (6, $"Could not resolve host: {uri.Host}"),
                NetworkFailure.TimedOut => (28, "Connection timed out"),
                _ => (7, $"Failed to connect to {uri.Host} port {uri.Port} after 0 ms: Couldn't connect to server"),
            };
            await run.Output.WriteAsync(WriteOut(options.Value('w') ?? "", null, uri));
            return await ErrorAsync(run, options, code, text);
        }
        catch (OperationCanceledException) when (!run.Token.IsCancellationRequested)
        {
            return await ErrorAsync(run, options, 28, "Operation timed out");
        }
        catch (HttpRequestException)
        {
            return await ErrorAsync(run, options, 52, "Empty reply from server");
        }
    }

    private static HttpRequestMessage Request(CommandRun run, CommandOptions options, Uri uri)
    {
        var data = options.Values('d').ToArray();
        var method = options.Value('X') ?? (options.Has('I') ? "HEAD" : data.Length > 0 ? "POST" : "GET");
        var request = new HttpRequestMessage(new HttpMethod(method), uri);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value('A') ?? "curl/8.10.1");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        if (data.Length > 0)
        {
            var body = string.Join('&', data.Select(text => text.StartsWith('@') ? ByteText.FromBytes(run.Files.ReadAllBytes(run.Path(text[1..]))) : text));
            request.Content = new ByteArrayContent(ByteText.ToBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        }

        foreach (var header in options.Values('H').Select(text => text.Split(':', 2)).Where(parts => parts.Length == 2))
        {
            var (name, value) = (header[0].Trim(), ByteText.Decode(header[1].Trim()));
            request.Content?.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private static string WriteOut(string format, HttpResponseMessage? response, Uri uri)
    {
        if (format.Length == 0)
        {
            return "";
        }

        var filled = format.Replace("%{http_code}", response is null ? "000" : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("%{response_code}", response is null ? "000" : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("%{content_type}", response?.Content.Headers.ContentType?.ToString() ?? "", StringComparison.Ordinal)
            .Replace("%{url_effective}", uri.ToString(), StringComparison.Ordinal).Replace("%{time_total}", "0.000000", StringComparison.Ordinal);
        var text = new StringBuilder();
        TextEscapes.Unescape(filled, text, TextEscapes.Style.Printf);
        return text.ToString();
    }

    private static async ValueTask<int> ErrorAsync(CommandRun run, CommandOptions options, int code, string text)
    {
        await run.Output.FlushAsync();
        if (!options.Has('s') || options.Has('S'))
        {
            await run.ErrorAsync($"curl: ({code}) {text}\n");
        }

        return code;
    }
}
