using System.Net;
using System.Net.Http.Headers;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost grpc-health-checking: the gRPC health protocol as the kubelet's probes ask it, and a way to turn it over HTTP.</summary>
internal static class AgnhostHealth
{
    private const string NotFound = "5";

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        using var server = new ServerProcess(run);
        var started = run.Time.GetUtcNow();
        var delay = AgnhostCommand.Number(run, "delay-unhealthy-sec", -1);
        var service = AgnhostCommand.Flag(run, "service") ?? "";
        bool? forced = null;
        server.Listen(AgnhostCommand.Number(run, "port", 5000), async (request, token) =>
        {
            var asked = request.Content is { } content ? await content.ReadAsByteArrayAsync(token) : [];
            var isHealthy = forced ?? (delay < 0 || run.Time.GetUtcNow() - started < TimeSpan.FromSeconds(delay));
            return Answer(ServiceOf(asked) == service ? isHealthy : null);
        });
        server.Listen(AgnhostCommand.Number(run, "http-port", 8080), (request, _) =>
        {
            forced = request.RequestUri!.AbsolutePath switch { "/make-serving" => true, "/make-not-serving" => false, _ => forced };
            return Task.FromResult(ServerProcess.Text($"{(run.Time.GetUtcNow() - started).TotalSeconds}s"));
        });
        return await server.WaitAsync();
    }

    // A frame of five bytes, then the one field of HealthCheckRequest.
    private static string ServiceOf(byte[] frame) => frame is [_, _, _, _, _, 0x0a, var length, ..] && frame.Length >= 7 + length ? System.Text.Encoding.UTF8.GetString(frame, 7, length) : "";

    private static HttpResponseMessage Answer(bool? isHealthy)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent(isHealthy is { } well ? [0, 0, 0, 0, 2, 0x08, (byte)(well ? 1 : 2)] : []),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        response.TrailingHeaders.Add("grpc-status", isHealthy is null ? NotFound : "0");
        return response;
    }
}
