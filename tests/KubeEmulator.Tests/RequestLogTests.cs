using System.Text;
using KubeEmulator.Server;

namespace KubeEmulator.Tests;

public sealed class RequestLogTests
{
    [Fact]
    public async Task Record_HasBothBodies_AndTheWayThroughAdmission()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithRecordedBodies());

        var record = await PostAsync(cluster, "/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}""");

        Assert.Equal(201, record.StatusCode);
        Assert.StartsWith("{\"metadata\":", Text(record.RequestBody), StringComparison.Ordinal);
        Assert.Contains("\"serviceAccountName\":\"default\"", Text(record.ResponseBody), StringComparison.Ordinal);
        var account = Assert.Single(record.Admission, s => s.Plugin == "ServiceAccount" && s.IsMutating);
        Assert.True(account.Changed, "it gives the pod its account and token");
        Assert.Contains(record.Admission, s => s is { Plugin: "ResourceQuota", IsMutating: false, Refusal: null });
    }

    [Fact]
    public async Task Refusal_NamesThePluginThatRefused()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithRecordedBodies());

        var record = await PostAsync(cluster, "/api/v1/namespaces/none/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.Equal(404, record.StatusCode);
        var refused = Assert.Single(record.Admission, s => s.Refusal is not null);
        Assert.Equal(("NamespaceLifecycle", "namespaces \"none\" not found"), (refused.Plugin, refused.Refusal));
        Assert.Contains("namespaces \\\"none\\\" not found", Text(record.ResponseBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreMasked_InBothDirections()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithRecordedBodies());

        var record = await PostAsync(cluster, "/api/v1/namespaces/default/secrets", """{"metadata":{"name":"s"},"stringData":{"password":"swordfish"}}""");
        var token = await PostAsync(cluster, "/api/v1/namespaces/default/serviceaccounts/default/token", "{}");

        Assert.Contains("\"password\":\"***\"", Text(record.RequestBody), StringComparison.Ordinal);
        Assert.Contains("\"password\":\"***\"", Text(record.ResponseBody), StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", Text(record.RequestBody) + Text(record.ResponseBody), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("swordfish"u8), Text(record.ResponseBody), StringComparison.Ordinal);
        Assert.Contains("\"token\":\"***\"", Text(token.ResponseBody), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongAnswer_IsCut()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithRecordedBodies());

        var record = await PostAsync(cluster, "/api/v1/namespaces/default/configmaps", $$$"""{"metadata":{"name":"a"},"data":{"a":"{{{new string('x', 100_000)}}}"}}""");

        Assert.Equal(64 * 1024, record.ResponseBody.Length);
    }

    [Fact]
    public async Task WithoutBodies_NothingOfThemIsKept()
    {
        await using var cluster = await EmulatedCluster.StartAsync();

        var record = await PostAsync(cluster, "/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.Equal((0, 0, 0), (record.RequestBody.Length, record.ResponseBody.Length, record.Admission.Count));
    }

    private static async Task<RequestRecord> PostAsync(EmulatedCluster cluster, string path, string body)
    {
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        await answer.Content.ReadAsStringAsync();
        return cluster.Requests.Snapshot()[^1];
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
