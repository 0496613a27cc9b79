using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.Tests.Network;

public sealed class ClusterNetworkTests
{
    private const string Manifests = """
        apiVersion: v1
        kind: Pod
        metadata: {name: shop, labels: {app: shop}}
        spec:
          nodeName: node-0
          hostname: one
          subdomain: peers
          containers: [{name: c, image: shop, ports: [{containerPort: 8080, hostPort: 9090}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: client}
        spec:
          nodeName: node-0
          containers: [{name: c, image: busybox, command: [sleep, "1000000"]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec: {type: NodePort, clusterIP: 10.96.7.7, externalIPs: [203.0.113.9], ports: [{name: http, port: 80, targetPort: 8080, nodePort: 31000}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: peers}
        spec: {clusterIP: None, ports: [{name: http, port: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: alias}
        spec: {type: ExternalName, externalName: shop.default.svc.cluster.local}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: lonely}
        spec: {clusterIP: 10.96.7.8, ports: [{port: 80}]}
        """;

    [Theory]
    [InlineData("http://shop/")]
    [InlineData("http://shop.default/")]
    [InlineData("http://shop.default.svc/")]
    [InlineData("http://shop.default.svc.cluster.local/")]
    [InlineData("http://10.96.7.7/")]
    [InlineData("http://203.0.113.9/")]
    [InlineData("http://alias/")]
    [InlineData("http://peers:8080/")]
    [InlineData("http://one.peers.default.svc.cluster.local:8080/")]
    [InlineData("http://node-0:31000/")]
    [InlineData("http://node-0:9090/")]
    public async Task CreateHandler_NamesAndAddresses_ReachTheProgram(string uri)
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.Network.CreateHandler());

        Assert.Equal($"GET {new Uri(uri).Authority} /", await client.GetStringAsync(new Uri(uri)));
    }

    [Fact]
    public async Task CreateHandler_PodsAddress_ReachesItsPorts()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.Network.CreateHandler());
        var address = (await cluster.Objects.WaitForReadyAsync("pods", "shop")).Status["podIP"]!.ToString().Trim('"');

        using var answer = await client.PostAsync($"http://{address}:8080/a?b=c", new StringContent("body"));

        Assert.Equal($"POST {address}:8080 /a?b=c body", await answer.Content.ReadAsStringAsync());
        Assert.Equal(IPAddress.Parse(address), Assert.Single(cluster.Network.Resolve($"{address.Replace('.', '-')}.default.pod.cluster.local")));
    }

    [Theory]
    [InlineData("http://nosuch/", HttpRequestError.NameResolutionError, SocketError.HostNotFound)]
    [InlineData("http://shop:81/", HttpRequestError.ConnectionError, SocketError.ConnectionRefused)]
    [InlineData("http://lonely/", HttpRequestError.ConnectionError, SocketError.ConnectionRefused)]
    [InlineData("http://peers:8081/", HttpRequestError.ConnectionError, SocketError.ConnectionRefused)]
    [InlineData("http://10.99.99.99/", HttpRequestError.ConnectionError, SocketError.HostUnreachable)]
    public async Task CreateHandler_NobodyThere_FailsLikeASocket(string uri, HttpRequestError error, SocketError cause)
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.Network.CreateHandler());

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(uri)));

        Assert.Equal(error, failure.HttpRequestError);
        Assert.Equal(cause, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task CreateHandler_KubernetesService_IsTheApiServer()
    {
        await using var cluster = await StartAsync();
        using var client = new HttpClient(cluster.Network.CreateHandler());

        Assert.Contains("\"gitVersion\"", await client.GetStringAsync(new Uri("https://kubernetes.default.svc/version")));
    }

    [Fact]
    public async Task Containers_ReachServicesByName()
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.WaitForReadyAsync("pods", "client");

        using var socket = await cluster.ConnectWebSocketAsync(
            new Uri("ws://cluster/api/v1/namespaces/default/pods/client/exec?command=wget&command=-qO-&command=http://shop/hello&stdout=1&stderr=1"), [], ["v4.channel.k8s.io"]);
        var output = new StringBuilder();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { Count: > 0 } received)
        {
            output.Append(Encoding.UTF8.GetString(buffer, 1, received.Count - 1));
        }

        Assert.StartsWith("GET ", output.ToString());
        Assert.Contains(" /hello", output.ToString());
        Assert.Contains("Success", output.ToString());
    }

    [Fact]
    public async Task ConnectAsync_RawPort_CarriesBytes()
    {
        await using var cluster = await StartAsync();

        await using var connection = await cluster.Network.ConnectAsync("shop", 80);
        await connection.WriteAsync("GET /x HTTP/1.0\r\nHost: h\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(connection);

        Assert.StartsWith("HTTP/1.1 200 OK", await reader.ReadToEndAsync());
    }

    private static async Task<EmulatedCluster> StartAsync()
    {
        var programs = ProgramCatalog.Default().Add("shop", () => ContainerProgram.From(async context =>
        {
            using var port = context.Network.Listen(8080, ContainerPort.Http(async (request, cancellation) => new HttpResponseMessage
            {
                Content = new StringContent($"{request.Method} {request.Headers.Host} {request.RequestUri!.PathAndQuery}{(request.Content is { } body ? await BodyAsync(body, cancellation) : "")}"),
            }));
            await context.DelayAsync(Timeout.InfiniteTimeSpan, context.Stopping);
            return 0;
        }));
        var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Programs = programs });
        await cluster.Objects.ApplyAsync(Manifests);
        var shop = await cluster.Objects.WaitForReadyAsync("pods", "shop");
        var address = shop.Status["podIP"]!.ToString().Trim('"');
        await cluster.Objects.ApplyAsync($$$"""
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: shop-1, labels: {kubernetes.io/service-name: shop}}
            addressType: IPv4
            ports: [{name: http, port: 8080}]
            endpoints: [{addresses: [{{{address}}}], conditions: {ready: true}}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: peers-1, labels: {kubernetes.io/service-name: peers}}
            addressType: IPv4
            ports: [{name: http, port: 8080}]
            endpoints: [{addresses: [{{{address}}}], hostname: one, conditions: {ready: true}}]
            """);
        return cluster;
    }

    private static async Task<string> BodyAsync(HttpContent body, CancellationToken cancellation) =>
        await body.ReadAsStringAsync(cancellation) is { Length: > 0 } text ? " " + text : "";
}
