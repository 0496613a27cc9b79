using System.Net.WebSockets;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Server.Transport;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>A server with a node, and a pod <c>p</c> of one container <c>app</c> that runs on it.</summary>
internal sealed class PodFixture : IAsyncDisposable
{
    public const string Pod = "/api/v1/namespaces/default/pods/p";

    private PodFixture(ClusterSettings settings) => Server = new TestServer(settings: settings);

    public TestServer Server { get; }

    public FakePods Pods { get; } = new();

    public static async Task<PodFixture> StartAsync(Func<ClusterSettings, ClusterSettings>? change = null)
    {
        var fixture = new PodFixture(change?.Invoke(new ClusterSettings()) ?? new ClusterSettings());
        fixture.Server.Services.Pods = fixture.Pods;
        await fixture.CallAsync("POST", "/api/v1/nodes", """{"metadata":{"name":"n"},"status":{"addresses":[{"type":"InternalIP","address":"10.0.0.7"}]}}""");
        await fixture.CallAsync("POST", "/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[{"name":"app","image":"busybox","ports":[{"containerPort":8080}]}]}}""");
        await fixture.SetStatusAsync("""{"phase":"Running","podIP":"10.244.0.5","podIPs":[{"ip":"10.244.0.5"}],"containerStatuses":[{"name":"app","image":"busybox","imageID":"i","ready":true,"restartCount":0,"state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}},"lastState":{}}]}""");
        return fixture;
    }

    public async Task<MapValue> CallAsync(string method, string path, string? body = null, params (string, string)[] headers) =>
        (await Server.CallAsync(method, path, body, headers)).Document;

    public async Task SetStatusAsync(string status) =>
        await CallAsync("PATCH", Pod + "/status", $$"""{"status":{{status}}}""", ("Content-Type", "application/merge-patch+json"));

    /// <summary>Opens a WebSocket below the pod.</summary>
    public Task<WebSocket> ConnectAsync(string path, params string[] protocols) =>
        InMemoryWebSockets.ConnectAsync(Server.Server.HandleAsync, new Uri("http://cluster" + Pod + path), [], protocols, CancellationToken.None);

    /// <summary>The refusal of a WebSocket.</summary>
    public async Task<string> RefusedAsync(string path, params string[] protocols) =>
        (await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(path, protocols))).Message;

    public async ValueTask DisposeAsync()
    {
        Server.Dispose();
        await Task.CompletedTask;
    }
}
