using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost netexec: the HTTP server of the network tests.</summary>
internal sealed class AgnhostNetexec
{
    private readonly CommandRun run;
    private readonly ServerProcess server;
    private readonly int port;
    private bool stopping;

    private AgnhostNetexec(CommandRun run, ServerProcess server)
    {
        this.run = run;
        this.server = server;
        port = AgnhostCommand.Number(run, "http-port", 8080);
    }

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var netexec = new AgnhostNetexec(run, server);
        server.OnSignals(netexec.Stop);
        try
        {
            server.Listen(netexec.port, netexec.AnswerAsync, AgnhostCommand.Certificate(run));
        }
        catch (Exception failure) when (failure is FileFailureException or CryptographicException)
        {
            await AgnhostCommand.LogAsync(run, $"tls: {failure.Message}");
            return 1;
        }
        catch (NetworkFailureException failure)
        {
            await AgnhostCommand.LogAsync(run, failure.Message);
            return 1;
        }

        await AgnhostCommand.LogAsync(run, $"Started HTTP server on port {netexec.port}");
        return await server.WaitAsync();
    }

    private bool Stop(ContainerSignal signal)
    {
        if (signal is not ContainerSignal.Term)
        {
            return false;
        }

        stopping = true;
        _ = EndAfterAsync(TimeSpan.FromSeconds(AgnhostCommand.Number(run, "delay-shutdown", 0)), 0);
        return true;
    }

    private async Task EndAfterAsync(TimeSpan delay, int code)
    {
        try
        {
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, run.Time, run.Token);
            }

            server.End(code);
        }
        catch (OperationCanceledException)
        {
            // Killed while it waited: there is nothing left to end.
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        await AgnhostCommand.LogAsync(run, $"GET {path}");
        return path switch
        {
            "/clientip" => ServerProcess.Text(request.Options.TryGetValue(ContainerRequest.RemoteEndPoint, out var remote) ? remote.ToString() : "127.0.0.1:0"),
            "/serverport" => ServerProcess.Text(port.ToString(CultureInfo.InvariantCulture)),
            "/header" => Header(request),
            "/dial" => await DialAsync(request, cancellationToken),
            "/echo" => Echo(request),
            "/exit" => Exit(request),
            "/shutdown" => End(0),
            "/healthz" => ServerProcess.Text(""),
            "/readyz" => stopping ? ServerProcess.Text("shutting down", HttpStatusCode.ServiceUnavailable) : ServerProcess.Text("ok"),
            "/hostname" or "/hostName" => ServerProcess.Text(run.Process.Container.Spec.HostName),
            "/redirect" => Redirect(request),
            "/shell" => await ShellAsync(request),
            _ => ServerProcess.Text($"NOW: {DateText.Format(run.Time.GetUtcNow(), "%Y-%m-%d %H:%M:%S.%N %z %Z")}"),
        };
    }

    private static HttpResponseMessage Header(HttpRequestMessage request)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        return QueryText.Find(request, "key") is { Length: > 0 } key
            ? ServerProcess.Text(headers.FirstOrDefault(header => header.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() ?? "")
            : ServerProcess.Text(JsonText.Object(headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => (header.Key, JsonText.List(header.Value)))));
    }

    private static HttpResponseMessage Echo(HttpRequestMessage request)
    {
        var code = QueryText.Find(request, "code") ?? "";
        if (code.Length > 0 && !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return ServerProcess.Text($"argument 'code' must be an integer or empty, got {GoText.Quote(code)}\n");
        }

        return ServerProcess.Text(QueryText.Find(request, "msg") ?? "", code.Length > 0 ? (HttpStatusCode)int.Parse(code, CultureInfo.InvariantCulture) : HttpStatusCode.OK);
    }

    private static HttpResponseMessage Redirect(HttpRequestMessage request)
    {
        var code = int.TryParse(QueryText.Find(request, "code"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 302;
        var response = ServerProcess.Text("", (HttpStatusCode)code);
        response.Headers.TryAddWithoutValidation("Location", QueryText.Find(request, "location") ?? "/");
        return response;
    }

    private HttpResponseMessage Exit(HttpRequestMessage request)
    {
        var text = QueryText.Find(request, "code") ?? "";
        if (text.Length > 0 && CommandNumbers.Parse(text) is null)
        {
            return ServerProcess.Text($"argument 'code' must be an integer [0-127] or empty, got {GoText.Quote(text)}\n");
        }

        var wait = CommandNumbers.ParseDuration(QueryText.Find(request, "wait") ?? "") ?? TimeSpan.Zero;
        _ = EndAfterAsync(wait, (int)(CommandNumbers.Parse(text) ?? 0));
        return ServerProcess.Text("");
    }

    private HttpResponseMessage End(int code)
    {
        server.End(code);
        return ServerProcess.Text("");
    }

    private async Task<HttpResponseMessage> DialAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (host, port, path) = (QueryText.Find(request, "host"), QueryText.Find(request, "port"), QueryText.Find(request, "request"));
        if (string.IsNullOrEmpty(path))
        {
            return ServerProcess.Text("request parameter not specified.\n", HttpStatusCode.BadRequest);
        }

        var (responses, errors) = (new List<string>(), new List<string>());
        var tries = int.TryParse(QueryText.Find(request, "tries"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, 1000) : 1;
        for (var attempt = 0; attempt < tries; attempt++)
        {
            try
            {
                using var dialed = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{port}/{path}");
                using var response = await run.Process.Container.Network.SendAsync(dialed, cancellationToken);
                responses.Add(await response.Content.ReadAsStringAsync(cancellationToken));
            }
            catch (Exception exception) when (exception is NetworkFailureException or UriFormatException or HttpRequestException)
            {
                errors.Add(exception.Message);
            }
        }

        var members = new List<(string, string)>();
        if (errors.Count > 0)
        {
            members.Add(("errors", JsonText.List(errors)));
        }

        if (responses.Count > 0)
        {
            members.Add(("responses", JsonText.List(responses)));
        }

        return ServerProcess.Text(JsonText.Object(members));
    }

    private async Task<HttpResponseMessage> ShellAsync(HttpRequestMessage request)
    {
        var command = QueryText.Find(request, "shellCommand") is { Length: > 0 } named ? named : QueryText.Find(request, "cmd") ?? "";
        var pipe = new BoundedPipe();
        var descriptors = run.Process.Descriptors.Copy();
        var writer = new FileHandle(pipe.Writer);
        descriptors.Set(1, writer);
        descriptors.Set(2, writer.Share());
        var running = run.StartAsync(["/bin/sh", "-c", ByteText.Encode(command)], null, descriptors);
        var output = new MemoryStream();
        await pipe.Reader.CopyToAsync(output, run.Token);
        var code = await running;
        var members = new List<(string, string)>();
        if (code != 0)
        {
            members.Add(("error", JsonText.Quote($"exit status {code}")));
        }

        if (output.Length > 0)
        {
            members.Add(("output", JsonText.Quote(Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length))));
        }

        return ServerProcess.Text(JsonText.Object(members));
    }
}
