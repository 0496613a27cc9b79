using System.Net;
using System.Net.WebSockets;
using System.Text;
using KubeEmulator.Server.Transport;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

public sealed class WatchTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private readonly TestServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Watch_Changes_ComeAsLines()
    {
        await _server.CreateAsync("a");
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true");
        using var lines = await Lines(response);

        var first = await Next(lines);
        await _server.CreateAsync("b");
        var second = await Next(lines);
        using var gone = await _server.SendAsync("DELETE", ConfigMaps + "/b");
        var third = await Next(lines);

        Assert.Equal(("ADDED", "a"), Seen(first));
        Assert.Equal(("ADDED", "b"), Seen(second));
        Assert.Equal(("DELETED", "b"), Seen(third));
    }

    [Fact]
    public async Task Watch_Nothing_SendsHeadersAtOnce()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Watch_SendInitialEvents_EndsWithTheMarkedBookmark()
    {
        await _server.CreateAsync("a");
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        using var lines = await Lines(response);

        await Next(lines);
        var bookmark = await Next(lines);

        Assert.Equal("BOOKMARK", bookmark.String("type"));
        Assert.Equal("true", bookmark.StringAt("object", "metadata", "annotations", "k8s.io/initial-events-end"));
    }

    [Fact]
    public async Task Watch_TooOld_IsOneErrorEvent()
    {
        await _server.CreateAsync("a");
        await _server.CreateAsync("b");
        _server.Services.Store.Compact(_server.Services.Store.Current.Revision);
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true&resourceVersion=1");
        using var lines = await Lines(response);

        var error = await Next(lines);

        Assert.Equal(("ERROR", 410L), (error.String("type"), error.Map("object")!.Integer("code")));
        Assert.Null(await lines.ReadLineAsync());
    }

    [Fact]
    public async Task Watch_TimeoutSeconds_EndsTheStreamAfterABookmark()
    {
        await _server.CreateAsync("a");
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true&timeoutSeconds=3&allowWatchBookmarks=true&resourceVersion=1");
        using var lines = await Lines(response);

        await Next(lines);
        var bookmark = await Next(lines);

        Assert.Equal("BOOKMARK", bookmark.String("type"));
        Assert.Null(await lines.ReadLineAsync());
    }

    [Fact]
    public async Task Watch_ServerStops_EndsTheStream()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true");
        using var lines = await Lines(response);

        _server.Server.Stop();

        Assert.Null(await lines.ReadLineAsync());
    }

    [Fact]
    public async Task Watch_Metadata_IsTransformed()
    {
        await _server.CreateAsync("a");
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true", null, ("Accept", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"));
        using var lines = await Lines(response);

        var first = await Next(lines);

        Assert.Equal("PartialObjectMetadata", first.StringAt("object", "kind"));
        Assert.False(first.Map("object")!.ContainsKey("data"));
    }

    [Fact]
    public async Task Watch_Table_SendsColumnsOnce()
    {
        await _server.CreateAsync("a");
        await _server.CreateAsync("b");
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true", null, ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"));
        using var lines = await Lines(response);

        var (first, second) = (await Next(lines), await Next(lines));

        Assert.IsType<ListValue>(first.Map("object")!["columnDefinitions"]);
        Assert.IsType<NullValue>(second.Map("object")!["columnDefinitions"]);
    }

    [Fact]
    public async Task Watch_YamlAsked_Is406()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true", null, ("Accept", "application/yaml"));

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
        Assert.Contains("application/json;stream=watch", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_DeprecatedPathWithName_SeesThatObject()
    {
        await _server.CreateAsync("a");
        await _server.CreateAsync("b");
        using var response = await _server.SendAsync("GET", "/api/v1/watch/namespaces/default/configmaps/b");
        using var lines = await Lines(response);

        Assert.Equal(("ADDED", "b"), Seen(await Next(lines)));
    }

    [Fact]
    public async Task Watch_ReaderGone_EndsTheSession()
    {
        var response = await _server.SendAsync("GET", ConfigMaps + "?watch=true");
        response.Dispose();

        await WaitFor(() => _server.Server.Metrics.LongRunning.Sum(l => l.Count) == 0);
    }

    [Fact]
    public async Task Watch_OverWebSocket_SendsAMessagePerEvent()
    {
        await _server.CreateAsync("a");
        using var socket = await InMemoryWebSockets.ConnectAsync(_server.Server.HandleAsync, new Uri("ws://cluster" + ConfigMaps + "?watch=true"), [], [], CancellationToken.None);

        var first = await ReceiveAsync(socket);
        await _server.CreateAsync("b");
        var second = await ReceiveAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(("ADDED", "a"), Seen(first));
        Assert.Equal(("ADDED", "b"), Seen(second));
    }

    private static async Task<StreamReader> Lines(HttpResponseMessage response) => new(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);

    private static async Task<MapValue> Next(StreamReader lines) => (MapValue)Value.Parse((await lines.ReadLineAsync())!);

    private static (string? Type, string? Name) Seen(MapValue next) => (next.String("type"), next.StringAt("object", "metadata", "name"));

    private static async Task<MapValue> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                return (MapValue)Value.Parse(message.ToArray());
            }
        }
    }

    private static async Task WaitFor(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
