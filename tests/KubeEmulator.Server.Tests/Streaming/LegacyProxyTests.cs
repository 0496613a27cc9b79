using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Tests.Streaming;

/// <summary>The proxy paths of Kubernetes before 1.10: there for those who ask for them.</summary>
public sealed class LegacyProxyTests
{
    private const string Pod = "/api/v1/proxy/namespaces/default/pods/p";

    [Theory]
    [InlineData("GET", Pod + "/a/b?x=1", "GET http://10.244.0.5:8080/a/b?x=1")]
    [InlineData("POST", "/api/v1/proxy/namespaces/default/pods/http:p:81/", "POST http://10.244.0.5:81/")]
    [InlineData("GET", "/api/v1/proxy/nodes/n/healthz", "ok")]
    public async Task Path_Served_LeadsWhereTheSubresourceLeads(string method, string path, string seen)
    {
        await using var pod = await PodFixture.StartAsync(s => s with { ServeLegacyProxyPaths = true });

        using var response = await pod.Server.SendAsync(method, path);

        Assert.Equal(seen, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Redirect_StaysBehindTheOldPath()
    {
        await using var pod = await PodFixture.StartAsync(s => s with { ServeLegacyProxyPaths = true });
        pod.Pods.Http = _ =>
        {
            var answer = new HttpResponseMessage(System.Net.HttpStatusCode.Redirect);
            answer.Headers.TryAddWithoutValidation("Location", "/login");
            return Task.FromResult(answer);
        };

        using var response = await pod.Server.SendAsync("GET", Pod + "/x");

        Assert.Equal(Pod + "/login", response.Headers.GetValues("Location").Single());
    }

    [Theory]
    [InlineData(false, Pod + "/x")]
    [InlineData(true, "/api/v1/proxy/namespaces/default/configmaps/c/x")]
    [InlineData(true, "/api/v1/proxy/pods/p/x")]
    public async Task Path_NotServed_IsNotFound(bool isServed, string path)
    {
        await using var pod = await PodFixture.StartAsync(s => s with { ServeLegacyProxyPaths = isServed });

        var (status, document) = await pod.Server.CallAsync("GET", path);

        Assert.Equal(404, (int)status);
        Assert.Equal("the server could not find the requested resource", document.String("message"));
    }
}
