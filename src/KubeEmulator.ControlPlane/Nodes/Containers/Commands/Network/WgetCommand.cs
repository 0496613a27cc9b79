using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Network;

/// <summary>wget, busybox' kind.</summary>
internal static class WgetCommand
{
    private static readonly Dictionary<string, char> Names = new()
    {
        ["output-document"] = 'O', ["quiet"] = 'q', ["timeout"] = 'T', ["spider"] = 's', ["header"] = 'H', ["post-data"] = 'd', ["no-check-certificate"] = 'n', ["server-response"] = 'S', ["user-agent"] = 'U', ["tries"] = 't', ["content-on-error"] = 'e',
    };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "O:qT:sH:d:nSU:t:ceP:Y:", Names);
        if (options.Operands.Count == 0)
        {
            await run.ErrorAsync("wget: missing URL\n");
            return 1;
        }

        var status = 0;
        foreach (var operand in options.Operands)
        {
            status |= await FetchAsync(run, options, operand);
        }

        return status;
    }

    private static async ValueTask<int> FetchAsync(CommandRun run, CommandOptions options, string operand)
    {
        if (!Uri.TryCreate(operand.Contains("://", StringComparison.Ordinal) ? operand : "http://" + operand, UriKind.Absolute, out var uri))
        {
            return await run.FailAsync($"not an http or ftp url: {operand}");
        }

        try
        {
            using var limit = HttpExchange.Limit(run, options.Value('T'));
            await SayAsync(run, options, $"Connecting to {uri.Authority} ({uri.Host}:{uri.Port})\n");
            using var response = await HttpExchange.SendAsync(run, uri, at => Request(options, at), follow: true, limit.Token);
            if (options.Has('S'))
            {
                await run.ErrorAsync("  " + HttpExchange.Head(response).Trim().Replace("\r\n", "\n  ", StringComparison.Ordinal) + "\n");
            }

            if (!response.IsSuccessStatusCode)
            {
                return await run.FailAsync($"server returned error: HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}");
            }

            return options.Has('s') ? 0 : await SaveAsync(run, options, uri, response, limit.Token);
        }
        catch (NetworkFailureException failure)
        {
            return await run.FailAsync(failure.Failure switch
            {
                NetworkFailure.UnknownHost => $"bad address '{uri.Host}'",
                NetworkFailure.Refused => $"can't connect to remote host ({await AddressAsync(run, uri)}): Connection refused",
                NetworkFailure.TimedOut => "download timed out",
                _ => $"can't connect to remote host ({await AddressAsync(run, uri)}): No route to host",
            });
        }
        catch (OperationCanceledException) when (!run.Token.IsCancellationRequested)
        {
            return await run.FailAsync("download timed out");
        }
        catch (HttpRequestException)
        {
            return await run.FailAsync("error getting response");
        }
    }

    // BusyBox names the address that it tried.
    private static async ValueTask<string> AddressAsync(CommandRun run, Uri uri) =>
        await run.Process.Container.Network.ResolveAsync(uri.Host.Trim('[', ']'), run.Token) is [var address, ..] ? address.ToString() : uri.Host;

    private static async ValueTask<int> SaveAsync(CommandRun run, CommandOptions options, Uri uri, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var name = options.Value('O') ?? (PathText.BaseName(uri.AbsolutePath) is { Length: > 0 } last && last != "/" ? last : "index.html");
        if (name != "-" && options.Value('O') is null && run.Files.Exists(run.Path(name)))
        {
            return await run.FailAsync($"can't open '{name}': File exists");
        }

        await run.Output.FlushAsync();
        await using var file = name == "-" ? null : run.Files.OpenWrite(run.Path(name));
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await SayAsync(run, options, name == "-" ? "writing to stdout\n" : $"saving to '{name}'\n");
        await body.CopyToAsync(file ?? run.Stream(1) ?? Stream.Null, cancellationToken);
        await SayAsync(run, options, name == "-" ? "written to stdout\n" : $"'{name}' saved\n");
        return 0;
    }

    private static HttpRequestMessage Request(CommandOptions options, Uri uri)
    {
        var request = new HttpRequestMessage(options.Has('d') ? HttpMethod.Post : options.Has('s') ? HttpMethod.Head : HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value('U') ?? "Wget");
        foreach (var parts in options.Values('H').Select(text => text.Split(':', 2)).Where(parts => parts.Length == 2))
        {
            request.Headers.TryAddWithoutValidation(parts[0].Trim(), parts[1].Trim());
        }

        if (options.Value('d') is { } data)
        {
            request.Content = new StringContent(ByteText.Decode(data), Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        return request;
    }

    private static ValueTask SayAsync(CommandRun run, CommandOptions options, string text) => options.Has('q') ? ValueTask.CompletedTask : run.ErrorAsync(text);
}
