using System.Net;
using System.Net.WebSockets;
using System.Text;
using KubeEmulator.Nodes.Containers;
using KubeEmulator.Programs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEmulator.Tests.Programs;

public sealed class WebProgramTests
{
    private const string Manifests = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: web}}
        spec:
          containers: [{name: c, image: example/web, ports: [{name: http, containerPort: 8080}, {name: https, containerPort: 8443}], readinessProbe: {httpGet: {port: http, path: /ready}}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}, {name: https, port: 443, targetPort: https}]}
        """;

    [Fact]
    public async Task App_BehindAService_AnswersByEveryRoad()
    {
        await using var cluster = await StartAsync();
        using var inside = new HttpClient(cluster.Network.CreateHandler());
        using var outside = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster/api/v1/namespaces/default/") };

        Assert.Equal("hello from web", await inside.GetStringAsync(new Uri("http://web/")));
        Assert.Equal("hello from web", await outside.GetStringAsync(new Uri("services/web:http/proxy/", UriKind.Relative)));
        Assert.Equal("hello from web", await outside.GetStringAsync(new Uri("pods/web:8080/proxy/", UriKind.Relative)));
        using var posted = await outside.PostAsync(new Uri("pods/web/proxy/size", UriKind.Relative), new ByteArrayContent(new byte[300_000]));
        Assert.Equal("300000", await posted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task App_WithTls_IsReachedByHttpsNamesOnly()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster/api/v1/namespaces/default/") };

        Assert.Equal("hello from web", await client.GetStringAsync(new Uri("services/https:web:https/proxy/", UriKind.Relative)));
        Assert.Equal("hello from web", await client.GetStringAsync(new Uri("pods/https:web:8443/proxy/", UriKind.Relative)));
        using var plain = await client.GetAsync(new Uri("pods/https:web:8080/proxy/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, plain.StatusCode);
        Assert.Contains("error trying to reach service: ", await plain.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("pods/web:8080/proxy/echo")]
    [InlineData("pods/https:web:8443/proxy/echo")]
    [InlineData("services/web:80/proxy/echo")]
    public async Task App_WebSocket_PassesTheProxy(string path)
    {
        await using var cluster = await StartAsync();
        using var socket = await cluster.ConnectWebSocketAsync(new Uri($"ws://cluster/api/v1/namespaces/default/{path}"), [], []);
        await socket.SendAsync("to and fro"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);

        Assert.Equal("to and fro", Encoding.UTF8.GetString(buffer, 0, received.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    [Fact]
    public async Task App_PodIsDeleted_EndsAndFreesItsPort()
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.DeleteAsync("pods", "web");
        await cluster.Objects.WaitForDeletedAsync("pods", "web");
        using var client = new HttpClient(cluster.Network.CreateHandler());

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("http://web/")));
    }

    [Fact]
    public async Task Create_FewEndpoints_IsAProgram()
    {
        var programs = ProgramCatalog.Default().Add("small", () => WebProgram.Create(8080, (app, pod) => app.MapGet("/", () => $"{pod.Spec.PodName} says {pod.Environment["WORD"]}")));
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await cluster.Objects.ApplyAsync("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"small"},"spec":{"containers":[{"name":"c","image":"small","ports":[{"containerPort":8080}],"env":[{"name":"WORD","value":"yes"}]}]}}""");
        await cluster.Objects.WaitForReadyAsync("pods", "small");
        using var client = new HttpClient(cluster.CreateHandler());

        Assert.Equal("small says yes", await client.GetStringAsync(new Uri("http://cluster/api/v1/namespaces/default/pods/small/proxy/")));
    }

    private static async Task<EmulatedCluster> StartAsync()
    {
        var programs = ProgramCatalog.Default().Add("example/web", () => ContainerProgram.From(RunAsync));
        var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await cluster.Objects.ApplyAsync(Manifests);
        await cluster.Objects.WaitForReadyAsync("pods", "web");
        await cluster.QuietAsync();
        return cluster;
    }

    // snippet: app
    // An application as it would be anywhere; only UsePodNetwork makes it one of a pod.
    private static async Task<int> RunAsync(ContainerContext context)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UsePodNetwork(context).ConfigureKestrel((_, kestrel) =>
        {
            kestrel.ListenAnyIP(8080);
            kestrel.ListenAnyIP(8443, port => port.UseHttps(TestCertificate.Localhost));
        });
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/", () => $"hello from {context.Spec.PodName}");
        app.MapGet("/ready", () => Results.Ok());
        app.MapPost("/size", async (HttpRequest request) =>
        {
            var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return $"{body.Length}";
        });
        app.Map("/echo", EchoAsync);
        await app.StartAsync(context.Killed);
        await app.WaitForShutdownAsync(context.Stopping);
        return 0;
    }

    // end snippet

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, http.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
