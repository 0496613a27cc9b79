using System.Globalization;
using System.Net;
using System.Text;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost's smaller servers: serve-hostname, porter, liveness and test-webserver.</summary>
internal static class AgnhostServers
{
    // What serve-hostname and liveness of upstream do.
    private static readonly TimeSpan DeletionWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HealthyTime = TimeSpan.FromSeconds(10);

    public static async ValueTask<int> HostNameAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var port = AgnhostCommand.Number(run, "port", 9376);
        var name = run.Process.Container.Spec.HostName;
        server.Listen(port, AgnhostCommand.Flag(run, "tcp") == "true"
            ? ContainerPort.Raw(async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(name), token))
            : ContainerPort.Http((_, _) => Task.FromResult(ServerProcess.Text(name))));
        server.OnSignals(signal =>
        {
            if (signal is ContainerSignal.Term)
            {
                server.End(0);
            }

            return signal is ContainerSignal.Term;
        });
        await AgnhostCommand.LogAsync(run, $"Serving on port {port}.");
        await server.WaitAsync();
        await AgnhostCommand.LogAsync(run, "Shutting down after receiving signal: terminated.");
        await AgnhostCommand.LogAsync(run, "Awaiting pod deletion.");
        await Task.Delay(DeletionWait, run.Time, run.Token);
        return 0;
    }

    public static async ValueTask<int> PorterAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var json = AgnhostCommand.Flag(run, "json-response") == "true";
        foreach (var (name, value) in run.Environment)
        {
            var prefix = new[] { "SERVE_PORT_", "SERVE_TCP_PORT_" }.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
            if (prefix is not null && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                var text = ByteText.Decode(value);
                server.Listen(port, (request, _) => Task.FromResult(json
                    ? ServerProcess.Text($"{{\"Method\":{JsonText.Quote(request.Method.Method)},\"Body\":{JsonText.Quote(text)}}}")
                    : ServerProcess.Text(text)));
            }
        }

        return await server.WaitAsync();
    }

    public static async ValueTask<int> LivenessAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var started = run.Time.GetUtcNow();
        server.Listen(8080, (request, _) =>
        {
            var age = run.Time.GetUtcNow() - started;
            var seconds = age.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Task.FromResult(request.RequestUri!.AbsolutePath switch
            {
                "/started" => ServerProcess.Text(seconds + "s"),
                "/healthz" => age > HealthyTime ? ServerProcess.Text($"error: {seconds}", HttpStatusCode.InternalServerError) : ServerProcess.Text("ok"),
                "/redirect" => Redirect(request),
                _ => ServerProcess.Text("404 page not found\n", HttpStatusCode.NotFound),
            });
        });
        return await server.WaitAsync();
    }

    public static async ValueTask<int> WebServerAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        server.Listen(AgnhostCommand.Number(run, "port", 80), new StaticSite(run, "", "test-webserver").AnswerAsync);
        return await server.WaitAsync();
    }

    private static HttpResponseMessage Redirect(HttpRequestMessage request)
    {
        var response = ServerProcess.Text("", HttpStatusCode.Found);
        response.Headers.TryAddWithoutValidation("Location", QueryText.Find(request, "loc") ?? "/");
        return response;
    }
}
