using System.Net.Security;
using System.Net.WebSockets;

namespace KubeEmulator.Benchmarks.Streams;

/// <summary>A cluster with a pod to go into, and the way there.</summary>
internal sealed class StreamTarget : IAsyncDisposable
{
    public const string Pod = "/api/v1/namespaces/default/pods/box";

    private const string Manifest = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"box"},"spec":{"containers":[{"name":"c","image":"busybox",
         "command":["sh","-c","until [ -f /go ]; do sleep 0.01; done; yes 'a line of the log, as long as lines of logs are wont to be' | head -n 2000; echo the end; sleep 100000"]}]}}
        """;

    private readonly EmulatedCluster _cluster;
    private readonly Uri? _address;

    private StreamTarget(EmulatedCluster cluster, Uri? address, HttpClient http) => (_cluster, _address, Http) = (cluster, address, http);

    public HttpClient Http { get; }

    public static async Task<StreamTarget> StartAsync(bool socket)
    {
        var cluster = await EmulatedCluster.StartAsync();
        await cluster.Objects.ApplyAsync(Manifest);
        await cluster.Objects.WaitForReadyAsync("pods", "box");
        var address = socket ? await cluster.ListenAsync() : null;
        HttpMessageHandler handler = socket
            ? new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null, ClientCertificates = [cluster.Certificates.Admin] } }
            : cluster.CreateHandler();
        return new StreamTarget(cluster, address, new HttpClient(handler) { BaseAddress = address ?? new Uri("http://cluster"), Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>Opens an exec; <paramref name="command"/> is word by word.</summary>
    public async Task<WebSocket> ExecAsync(string flags, params string[] command)
    {
        var path = $"{Pod}/exec?{string.Join('&', command.Select(word => "command=" + Uri.EscapeDataString(word)))}&{flags}";
        if (_address is null)
        {
            return await _cluster.ConnectWebSocketAsync(new Uri("ws://cluster" + path), [], ["v5.channel.k8s.io"]);
        }

        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        socket.Options.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null;
        socket.Options.ClientCertificates.Add(_cluster.Certificates.Admin);
        await socket.ConnectAsync(new Uri($"wss://{_address.Authority}{path}"), CancellationToken.None);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _cluster.DisposeAsync();
    }
}
