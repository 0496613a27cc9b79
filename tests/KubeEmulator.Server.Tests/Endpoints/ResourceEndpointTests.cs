using System.IO.Compression;
using System.Net;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Endpoints;

public sealed class ResourceEndpointTests : IDisposable
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private readonly TestServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Post_Object_IsStoredAndAnsweredWith201()
    {
        var (status, made) = await _server.CallAsync("POST", ConfigMaps, """{"metadata":{"name":"a"},"data":{"k":"v"}}""");
        var (_, read) = await _server.CallAsync("GET", ConfigMaps + "/a");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(made, read);
        Assert.Equal(("ConfigMap", "v1"), (read.String("kind"), read.String("apiVersion")));
    }

    [Fact]
    public async Task List_TypedItems_CarryNoKind()
    {
        await _server.CreateAsync("a");
        await _server.CreateAsync("b");

        var (_, list) = await _server.CallAsync("GET", "/api/v1/configmaps");

        Assert.Equal("ConfigMapList", list.String("kind"));
        Assert.Equal(["a", "b"], list.Maps("items").Select(i => i.StringAt("metadata", "name")!));
        Assert.All(list.Maps("items"), item => Assert.False(item.ContainsKey("kind") || item.ContainsKey("apiVersion")));
    }

    [Theory]
    [InlineData("/api/v1/nosuches")]
    [InlineData("/api/v1/namespaces/default/ConfigMaps")]
    [InlineData("/api/v1/configmaps/a")]
    [InlineData("/api/v1/namespaces/default/nodes")]
    [InlineData("/apis/apps/v2/deployments")]
    [InlineData("/api/v1/namespaces/default/configmaps/a/nosuch")]
    public async Task Get_UnservedInABuiltInGroup_IsAStatus404(string path)
    {
        var (status, document) = await _server.CallAsync("GET", path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("the server could not find the requested resource", document.String("message"));
    }

    [Theory]
    [InlineData("/nosuch")]
    [InlineData("/apis/nosuch.example.com/v1/things")]
    public async Task Get_UnservedPath_IsPlain404(string path)
    {
        using var response = await _server.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("404 page not found\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task List_NothingProduced_Is406WithTheRepresentations()
    {
        var (status, document) = await _server.CallAsync("GET", ConfigMaps, null, ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.NotAcceptable, status);
        Assert.Equal(
            "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch",
            document.String("message"));
    }

    [Theory]
    [InlineData("PUT", ConfigMaps)]
    [InlineData("PATCH", ConfigMaps)]
    [InlineData("POST", ConfigMaps + "/a")]
    [InlineData("POST", "/api/v1/configmaps")]
    [InlineData("OPTIONS", "/api/v1/namespaces")]
    [InlineData("FOO", "/api/v1/namespaces")]
    [InlineData("DELETE", "/api/v1/namespaces")]
    [InlineData("POST", "/version")]
    public async Task Request_MethodWithoutRoute_Is405(string method, string path)
    {
        var (status, document) = await _server.CallAsync(method, path, "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, status);
        Assert.Equal("the server does not allow this method on the requested resource", document.String("message"));
    }

    [Theory]
    [InlineData("", "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)")]
    [InlineData("{\"a\":", "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input ({\"a\":)")]
    [InlineData("[]", "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" } (5b5d)")]
    public async Task Post_MalformedBody_Is400InGosWords(string body, string message)
    {
        var (status, document) = await _server.CallAsync("POST", ConfigMaps, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(message, document.String("message"));
    }

    [Fact]
    public async Task Post_UnknownMediaType_Is415()
    {
        var (status, document) = await _server.CallAsync("POST", ConfigMaps, "x", ("Content-Type", "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.StartsWith("the body of the request was in an unknown format", document.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TooLargeBody_Is413AndStoresNothing()
    {
        var before = _server.Services.Store.Current.Revision;

        var (status, document) = await _server.CallAsync("POST", ConfigMaps, new string(' ', (3 * 1024 * 1024) + 1));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("Request entity too large: limit is 3145728", document.String("message"));
        Assert.Equal(before, _server.Services.Store.Current.Revision);
    }

    [Fact]
    public async Task Post_Yaml_IsReadAndAnsweredAsAsked()
    {
        using var response = await _server.SendAsync("POST", ConfigMaps, "metadata:\n  name: made\ndata:\n  k: v\n", ("Content-Type", "application/yaml"), ("Accept", "application/yaml"));
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("application/yaml", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("apiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Protobuf_IsReadAndAnsweredInJson()
    {
        // ConfigMap v1 with metadata.name "pb" and data a: b.
        var body = Convert.FromHexString("6b3873000a0f0a02763112" + "09436f6e6669674d6170" + "120e" + "0a040a027062" + "12060a01611201" + "62");
        using var response = await _server.SendAsync(HttpMethod.Post, ConfigMaps, body, ("Content-Type", "application/vnd.kubernetes.protobuf"), ("Accept", "application/vnd.kubernetes.protobuf,application/json"));
        var made = (MapValue)Value.Parse(await response.Content.ReadAsByteArrayAsync());

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(("pb", "b"), (made.StringAt("metadata", "name"), made.StringAt("data", "a")));
    }

    [Fact]
    public async Task Get_Table_HasARowPerObject()
    {
        await _server.CreateAsync("a");

        var (_, table) = await _server.CallAsync("GET", ConfigMaps, null, ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"));

        Assert.Equal(("Table", "meta.k8s.io/v1"), (table.String("kind"), table.String("apiVersion")));
        var row = Assert.Single(table.Maps("rows"));
        Assert.Equal("a", ((StringValue)row.List("cells")![0]).Text);
        Assert.Equal("PartialObjectMetadata", row.StringAt("object", "kind"));
    }

    [Theory]
    [InlineData("?includeObject=None", "null")]
    [InlineData("?includeObject=Object", "\"ConfigMap\"")]
    public async Task Get_TableIncludeObject_DecidesWhatRowsHold(string query, string expected)
    {
        await _server.CreateAsync("a");

        var (_, table) = await _server.CallAsync("GET", ConfigMaps + query, null, ("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"));
        var held = table.Maps("rows").Single()["object"]!;

        Assert.Equal(expected, held is MapValue map ? map["kind"]!.ToString() : held.ToString());
    }

    [Fact]
    public async Task Get_MetadataOfAList_Is406()
    {
        var (status, document) = await _server.CallAsync("GET", ConfigMaps, null, ("Accept", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"));

        Assert.Equal(HttpStatusCode.NotAcceptable, status);
        Assert.Equal("you requested PartialObjectMetadata, but the requested object is a list (*core.ConfigMapList)", document.String("message"));
    }

    [Fact]
    public async Task List_LargeAndGzipAccepted_IsCompressed()
    {
        for (var i = 0; i < 5; i++)
        {
            await _server.CreateAsync($"large-{i}", new string('x', 40_000));
        }

        using var response = await _server.SendAsync("GET", ConfigMaps, null, ("Accept-Encoding", "gzip"));
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var list = (MapValue)Value.Parse(await reader.ReadToEndAsync());

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Equal(5, list.List("items")!.Count);
    }

    [Fact]
    public async Task List_Small_HasALengthAndNoEncoding()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps, null, ("Accept-Encoding", "gzip"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal((await response.Content.ReadAsByteArrayAsync()).Length, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Delete_WithOptionsInBody_IsDryRun()
    {
        await _server.CreateAsync("a");

        var (status, _) = await _server.CallAsync("DELETE", ConfigMaps + "/a", """{"apiVersion":"v1","kind":"DeleteOptions","dryRun":["All"]}""");
        using var left = await _server.SendAsync("GET", ConfigMaps + "/a");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
    }

    [Fact]
    public async Task Patch_StrategicOnPlainJson_Is415WithTheTypesServed()
    {
        var (status, document) = await _server.CallAsync("PATCH", ConfigMaps + "/a", "{}", ("Content-Type", "application/json"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.EndsWith("application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml", document.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patch_WithCharset_IsApplied()
    {
        await _server.CreateAsync("a");

        var (_, patched) = await _server.CallAsync("PATCH", ConfigMaps + "/a", """{"data":{"k":"w"}}""", ("Content-Type", "application/merge-patch+json; charset=utf-8"));

        Assert.Equal("w", patched.StringAt("data", "k"));
    }

    [Fact]
    public async Task Answer_Always_CarriesAuditIdAndNoCaching()
    {
        using var response = await _server.SendAsync("GET", ConfigMaps);

        Assert.True(Guid.TryParse(response.Headers.GetValues("Audit-Id").Single(), out _));
        Assert.Equal("no-cache, private", string.Join(", ", response.Headers.GetValues("Cache-Control")));
    }
}
