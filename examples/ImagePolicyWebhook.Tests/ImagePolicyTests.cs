using KubeEmulator;
using KubeEmulator.Objects;
using KubeEmulator.Values;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ImagePolicyWebhook.Tests;

/// <summary>The operator's webhooks on a test server, called by an emulated cluster of the same process: no certificate, no port.</summary>
public sealed class ImagePolicyTests : IAsyncLifetime
{
    private readonly WebApplicationFactory<Program> _app = new();
    private EmulatedCluster _cluster = null!;
    private IDisposable _service = null!;

    public async Task InitializeAsync()
    {
        // snippet: service
        _cluster = await EmulatedCluster.StartAsync(o => o.WithApiOnly());
        _service = _cluster.Webhooks.AddService("image-policy", "image-policy", _app.Server.CreateHandler());
        await _cluster.Objects.ApplyPathAsync(Path.Combine(AppContext.BaseDirectory, "webhooks.yaml"));
        // end snippet
        await _cluster.Objects.ApplyAsync("""{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: default}}""");
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Image_WithoutRegistry_IsTakenFromTheCompanys()
    {
        var created = await CreateAsync("web", "shop:1.2");

        Assert.Equal("registry.example.com/shop:1.2", created.Spec.Maps("containers").Single().String("image"));
    }

    [Theory]
    [InlineData("shop:latest", "image registry.example.com/shop:latest has no version")]
    [InlineData("example.com/shop", "image example.com/shop has no version")]
    public async Task Image_WithoutVersion_IsRefused(string image, string why)
    {
        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("web", image));

        Assert.Equal(422, refused.Code);
        Assert.Equal($"admission webhook \"validate.image-policy.example.com\" denied the request: {why}", refused.Message);
        Assert.Null(_cluster.Objects.Find("Pod", "web"));
    }

    // snippet: away
    [Fact]
    public async Task Webhook_ThatIsAway_LetsNothingPass()
    {
        _service.Dispose();     // as if its pod had crashed; failurePolicy is Fail

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("web", "shop:1.2"));

        Assert.Equal(500, refused.Code);
        Assert.Contains("failed calling webhook \"mutate.image-policy.example.com\"", refused.Message, StringComparison.Ordinal);
    }
    // end snippet

    private async Task<KubeObject> CreateAsync(string name, string image)
    {
        var created = await _cluster.Objects.CreateAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}}
            spec:
              containers:
              - {name: main, image: "{{image}}"}
            """);
        return created.Single();
    }
}
