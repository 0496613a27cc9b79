using KubeEmulator.Api;
using KubeEmulator.Kinds;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.CustomResources;

public sealed class WebhookConversionTests
{
    private const string Widgets =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},"spec":{
          "group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
          "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["REVIEW"],"clientConfig":{"service":{"name":"conv","namespace":"sys","path":"/convert"}}}},
          "versions":[
            {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"host":{"type":"string"},"port":{"type":"integer"}}}}}}},
            {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"address":{"type":"string"}}}}}}}]}}
        """;

    private const string Widget = "{\"apiVersion\":\"example.com/v2\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\",\"labels\":{\"a\":\"b\"}},\"spec\":{\"address\":\"h:80\"}}";
    private const string Gvk = "conversion webhook for example.com/v2, Kind=Widget";

    private readonly Converter _webhook = new();
    private readonly RequestContext _request = new(UserInfo.Admin) { UserAgent = "tester/1.0" };
    private readonly ClusterServices _services;

    public WebhookConversionTests()
    {
        _services = new ClusterServices
        {
            Store = new ObjectStore(StoreOptions.Default),
            Clock = TimeProvider.System,
            Random = new SeededRandom(1),
            Settings = new ClusterSettings(),
        };
        _services.Catalog = BuiltInCatalog.Create(KindCatalog.For, unstableVersions: false);
        _services.Webhooks = _webhook;
    }

    [Fact]
    public async Task Object_WrittenInAnotherVersion_IsStoredInTheStorageVersion()
    {
        await DefineAsync();
        var created = await CreateAsync();

        var stored = _services.Store.Current.Get(new ObjectKey("example.com", "widgets", "default", "w"))!;
        Assert.Equal("{\"address\":\"h:80\"}", created.Spec.ToString());
        Assert.Equal("example.com/v1 {\"host\":\"h\",\"port\":80}", $"{stored.Root.StringOrEmpty("apiVersion")} {stored.Spec}");
        Assert.Equal("{\"host\":\"h\",\"port\":80}", _services.Api.Get(Type("v1"), "default", "w").Spec.ToString());
        Assert.Equal("{\"address\":\"h:80\"}", _services.Api.List(Type("v2"), "", ListOptions.All).Items.Single().Spec.ToString());
    }

    [Fact]
    public async Task Webhook_IsAskedOnceForEachObjectAndVersion()
    {
        await DefineAsync();
        await CreateAsync();
        var asked = _webhook.Asked.Count;
        for (var i = 0; i < 3; i++)
        {
            _services.Api.Get(Type("v2"), "default", "w");
            _services.Api.Get(Type("v1"), "default", "w");
        }

        Assert.Equal(asked, _webhook.Asked.Count);
        var first = _webhook.Asked[0];
        Assert.Equal("https://conv.sys.svc:443/convert 30 apiextensions.k8s.io/v1 example.com/v1", $"{first.Client.Address()} {first.Timeout.TotalSeconds} {first.Review.StringOrEmpty("apiVersion")} {first.Review.StringAt("request", "desiredAPIVersion")}");
    }

    [Fact]
    public async Task Object_Updated_GoesThroughTheStorageVersionAndBack()
    {
        await DefineAsync();
        var created = await CreateAsync();
        var updated = await _services.Api.UpdateAsync(Type("v2"), "default", "w", "", created.Root.WithAt(["spec", "address"], "h:81"), WriteOptions.None, _request);

        Assert.Equal("{\"address\":\"h:81\"}", updated.Object.Spec.ToString());
        Assert.Equal("{\"host\":\"h\",\"port\":81}", _services.Api.Get(Type("v1"), "default", "w").Spec.ToString());
        Assert.Equal(2, updated.Object.Metadata.Generation);
    }

    [Fact]
    public async Task Metadata_OfTheAnswer_CountsForLabelsAndAnnotationsOnly()
    {
        await DefineAsync();
        _webhook.Change = o => o.WithAt(["metadata", "labels"], MapValue.Of(("c", "d"))).WithAt(["metadata", "finalizers"], ListValue.Of("x/y"));
        await CreateAsync();

        var stored = _services.Store.Current.Get(new ObjectKey("example.com", "widgets", "default", "w"))!;
        Assert.Equal("{\"c\":\"d\"}", stored.Metadata.Root["labels"]!.ToString());
        Assert.Empty(stored.Metadata.Finalizers);
    }

    [Theory]
    [InlineData("v1", "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\"}", Gvk + " failed: no response provided")]
    [InlineData("v1", "{}", Gvk + " failed: expected webhook response of apiextensions.k8s.io/v1, Kind=ConversionReview, got , Kind=")]
    [InlineData("v1", "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\",\"response\":{\"uid\":\"x\",\"result\":{\"status\":\"Failure\",\"message\":\"no way\"}}}", Gvk + " failed: expected response.uid=\"UID\", got \"x\"")]
    [InlineData("v1", "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\",\"response\":{\"uid\":\"UID\",\"result\":{\"status\":\"Failure\",\"message\":\"no way\"}}}", Gvk + " failed: no way")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Maybe\"}}}", Gvk + " failed: response.result.status was 'Maybe', not 'Success'")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Success\"}}}", Gvk + " returned 0 objects, expected 1")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Success\"},\"convertedObjects\":[{\"kind\":\"Widget\",\"apiVersion\":\"example.com/v3\"}]}}", Gvk + " returned invalid object at index 0: invalid groupVersion (expected example.com/v1, received example.com/v3)")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Success\"},\"convertedObjects\":[{\"kind\":\"Gadget\",\"apiVersion\":\"example.com/v1\"}]}}", Gvk + " returned invalid object at index 0: invalid kind (expected Widget, received Gadget)")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Success\"},\"convertedObjects\":[{\"kind\":\"Widget\",\"apiVersion\":\"example.com/v1\",\"metadata\":{\"name\":\"other\"}}]}}", Gvk + " returned invalid object: must have the same name: w != other")]
    [InlineData("v1beta1", "{\"response\":{\"result\":{\"status\":\"Success\"},\"convertedObjects\":[{\"apiVersion\":\"example.com/v1\"}]}}", "Object 'Kind' is missing in '{\"apiVersion\":\"example.com/v1\"}'")]
    public async Task Answer_ThatMakesNoSense_RefusesAndStoresNothing(string version, string answer, string told)
    {
        await DefineAsync(version);
        _webhook.Answer = uid => WebhookAnswer.Of((MapValue)Value.Parse(answer.Replace("UID", uid, StringComparison.Ordinal)));
        var refused = await Assert.ThrowsAsync<ApiException>(CreateAsync);

        var uid = _webhook.Asked[^1].Review.StringAt("request", "uid")!;
        Assert.Equal((500, "", told.Replace("UID", uid, StringComparison.Ordinal)), (refused.Code, refused.Reason, refused.Message));
        Assert.Null(_services.Store.Current.Get(new ObjectKey("example.com", "widgets", "default", "w")));
    }

    [Theory]
    [InlineData("labels", "{\"a\":1}", "metadata.labels[a] must be a string, but is int64 in converted object")]
    [InlineData("labels", "\"x\"", "invalid metadata.labels of type string in converted object")]
    [InlineData("labels", "{\"a\":\"b c\"}", "metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    public async Task Metadata_ThatCannotBe_IsRefused(string member, string value, string told)
    {
        await DefineAsync();
        _webhook.Change = o => o.WithAt(["metadata", member], Value.Parse(value));
        var refused = await Assert.ThrowsAsync<ApiException>(CreateAsync);

        Assert.Equal($"{Gvk} returned invalid metadata: {told}", refused.Message);
    }

    [Fact]
    public async Task Webhook_ThatFails_FailsReadsAndEndsWatches()
    {
        await DefineAsync();
        await CreateAsync();
        _webhook.Answer = _ => WebhookAnswer.Failed("Post \"https://conv.sys.svc:443/convert?timeout=30s\": context deadline exceeded");
        var stored = _services.Api.Get(Type("v1"), "default", "w");
        await _services.Api.UpdateAsync(Type("v1"), "default", "w", "", stored.Root.WithAt(["spec", "port"], 90), WriteOptions.None, _request);

        const string Told = "conversion webhook for example.com/v1, Kind=Widget failed: Post \"https://conv.sys.svc:443/convert?timeout=30s\": context deadline exceeded";
        Assert.Equal(Told, Assert.Throws<ApiException>(() => _services.Api.Get(Type("v2"), "default", "w")).Message);
        Assert.Equal(Told, Assert.Throws<ApiException>(() => _services.Api.List(Type("v2"), "", ListOptions.All)).Message);
        using var watch = _services.Api.Watch(Type("v2"), "", ListOptions.All);
        Assert.True(watch.TryNext(out var last));
        Assert.Equal((WatchEventType.Error, Told, true), (last.Type, last.Object.Root.StringOrEmpty("message"), watch.IsEnded));
    }

    private ResourceType Type(string version) => _services.Catalog.Find("example.com", version, "widgets")!;

    private async Task DefineAsync(string reviewVersion = "v1")
    {
        var type = _services.Catalog.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;
        await _services.Api.CreateAsync(type, "", (MapValue)Value.Parse(Widgets.Replace("REVIEW", reviewVersion, StringComparison.Ordinal)), WriteOptions.None, _request);
    }

    private async Task<KubeObject> CreateAsync() => await _services.Api.CreateAsync(Type("v2"), "default", (MapValue)Value.Parse(Widget), WriteOptions.None, _request);

    // Splits an address into host and port, and joins them.
    private sealed class Converter : IWebhookCaller
    {
        public List<(WebhookClient Client, MapValue Review, TimeSpan Timeout)> Asked { get; } = [];

        public Func<string, WebhookAnswer>? Answer { get; set; }

        public Func<MapValue, MapValue> Change { get; set; } = o => o;

        public async ValueTask<WebhookAnswer> CallAsync(WebhookClient client, MapValue review, TimeSpan timeout, CancellationToken cancellation)
        {
            await Task.Yield();
            Asked.Add((client, review, timeout));
            var request = review.Map("request")!;
            var uid = request.StringOrEmpty("uid");
            return Answer?.Invoke(uid) ?? WebhookAnswer.Of(MapValue.Of(
                ("kind", review["kind"]!),
                ("apiVersion", review["apiVersion"]!),
                ("response", MapValue.Of(
                    ("uid", uid),
                    ("result", MapValue.Of(("status", "Success"))),
                    ("convertedObjects", ListValue.From(request.Maps("objects").Select(o => (Value)Change(Converted(o, request.StringOrEmpty("desiredAPIVersion"))))))))));
        }

        private static MapValue Converted(MapValue document, string apiVersion)
        {
            var spec = document.Map("spec") ?? MapValue.Empty;
            var other = apiVersion == "example.com/v1"
                ? MapValue.Of(("host", spec.StringOrEmpty("address").Split(':')[0]), ("port", int.Parse(spec.StringOrEmpty("address").Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)))
                : MapValue.Of(("address", $"{spec.StringOrEmpty("host")}:{spec.Integer("port")}"));
            return document.With("apiVersion", apiVersion).With("spec", other);
        }
    }
}
