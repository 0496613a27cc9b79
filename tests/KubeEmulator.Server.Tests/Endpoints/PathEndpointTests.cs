using System.Net;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Endpoints;

public sealed class PathEndpointTests : IDisposable
{
    private readonly TestServer _server = new(control: [new Echo()]);

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/livez/ping", "ok")]
    [InlineData("/readyz/etcd", "ok")]
    public async Task Health_Check_IsOk(string path, string expected) => Assert.Equal(expected, await _server.Client.GetStringAsync(path));

    [Fact]
    public async Task Health_VerboseWithExclusions_ListsAllAndNamesTheUnknown()
    {
        var text = await _server.Client.GetStringAsync("/readyz?verbose&exclude=etcd&exclude=nosuch");

        Assert.StartsWith("[+]ping ok\n[+]log ok\n[+]etcd excluded: ok\n", text, StringComparison.Ordinal);
        Assert.EndsWith("warn: some health checks cannot be excluded: no matches for \"nosuch\"\nreadyz check passed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_UnknownCheck_Is404()
    {
        using var response = await _server.SendAsync("GET", "/livez/nosuch");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Discovery_SameTag_Is304()
    {
        const string Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        using var first = await _server.SendAsync("GET", "/apis", null, ("Accept", Accept));
        using var second = await _server.SendAsync("GET", "/apis", null, ("Accept", Accept), ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(Accept, first.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("", await second.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/com.github.proto-openapi.spec.v2@v1.0+protobuf", "application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    [InlineData("application/com.github.proto-openapi.spec.v2.v1.0+protobuf,application/json;q=0.5", "application/com.github.proto-openapi.spec.v2.v1.0+protobuf")]
    public async Task OpenApiV2_Accept_ChoosesTheForm(string accept, string contentType)
    {
        using var response = await _server.SendAsync("GET", "/openapi/v2", null, ("Accept", accept));

        Assert.Equal(contentType, response.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task OpenApiV2_InAnotherForm_Is406()
    {
        using var response = await _server.SendAsync("GET", "/openapi/v2", null, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", "APIGroupList")]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json", "APIGroupDiscoveryList")]
    [InlineData("application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json", "APIGroupList")]
    public async Task Discovery_Accept_ChoosesTheForm(string accept, string kind)
    {
        var (_, document) = await _server.CallAsync("GET", "/apis", null, ("Accept", accept));

        Assert.Equal(kind, document.String("kind"));
    }

    [Fact]
    public async Task Version_IsTheEmulatedOne()
    {
        var (_, version) = await _server.CallAsync("GET", "/version");

        Assert.Equal(("1", "36"), (version.String("major"), version.String("minor")));
    }

    [Fact]
    public async Task Metrics_CountWhatTheyName()
    {
        await _server.CreateAsync("a");
        await _server.CreateAsync("a");

        var text = await _server.Client.GetStringAsync("/metrics");

        const string Labels = "component=\"apiserver\",dry_run=\"\",group=\"\",resource=\"configmaps\",scope=\"resource\",subresource=\"\",verb=\"POST\",version=\"v1\"";
        Assert.Contains($"apiserver_request_total{{code=\"201\",{Labels},system_client=\"\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"apiserver_request_total{{code=\"409\",{Labels},system_client=\"\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"apiserver_request_duration_seconds_count{{{Labels}}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("apiserver_storage_objects{resource=\"configmaps\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("apiserver_current_inflight_requests{request_kind=\"readOnly\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OpenWatch_IsLongRunning()
    {
        using var watch = await _server.SendAsync("GET", "/api/v1/configmaps?watch=true");

        var text = await _server.Client.GetStringAsync("/metrics");

        Assert.Contains("apiserver_longrunning_requests{component=\"apiserver\",group=\"\",resource=\"configmaps\",scope=\"cluster\",subresource=\"\",verb=\"WATCH\",version=\"v1\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_KnownPath_IsInvokedWithItsParts()
    {
        var (_, answer) = await _server.CallAsync("POST", "/emulator/v1/echo/x?q=1", """{"a":1}""");

        Assert.Equal("""{"name":"x","q":"1","body":{"a":1}}""", answer.ToString());
    }

    [Theory]
    [InlineData("GET", "/emulator/v1/echo/x", 405, "the control API has no GET on \"/emulator/v1/echo/x\"")]
    [InlineData("GET", "/emulator/v1/nosuch", 404, "the control API has no path \"/emulator/v1/nosuch\"; GET /emulator/v1/openapi lists them")]
    public async Task Control_Unknown_IsRefused(string method, string path, int status, string message)
    {
        var (code, document) = await _server.CallAsync(method, path);

        Assert.Equal((status, message), ((int)code, document.String("message")));
    }

    [Fact]
    public async Task Control_OpenApi_DescribesEveryCall()
    {
        var (_, document) = await _server.CallAsync("GET", "/emulator/v1/openapi");

        Assert.Equal("Says it back.", document.Map("paths")!.Map("/emulator/v1/echo/{name}")!.StringAt("post", "summary"));
    }

    private sealed class Echo : IControlEndpoint
    {
        public string Method => "POST";

        public string Path => "echo/{name}";

        public string Summary => "Says it back.";

        public ValueTask<Value?> InvokeAsync(ControlCall call) =>
            new(MapValue.Of(("name", call.PathValues["name"]), ("q", call.Query["q"]), ("body", call.Body!)));
    }
}
