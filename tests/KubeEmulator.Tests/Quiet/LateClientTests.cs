using System.Text;
using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.Quiet;

/// <summary>Clients that watch and are slower than the clock.</summary>
public sealed class LateClientTests
{
    private const string Asked = "{apiVersion: v1, kind: ConfigMap, metadata: {name: asked}}";

    [Fact]
    public async Task Wait_WhoseTimeIsOver_LeavesASlowClientThatWatchesRealTime()
    {
        await using var cluster = await StartAsync();
        using var http = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        var answering = AnswerAsync(http, TimeSpan.FromMilliseconds(700));
        await cluster.Objects.WaitForWatchAsync("configmaps");

        await cluster.Objects.ApplyAsync(Asked);
        await cluster.Objects.WaitForAsync("ConfigMap", "answered", o => o is not null, timeout: TimeSpan.FromSeconds(1));

        await answering;
    }

    [Fact]
    public async Task WaitForWatch_NobodyComes_NamesTheWatchesThereAre()
    {
        await using var cluster = await StartAsync();
        using var http = new HttpClient(cluster.As("jane", "system:masters").CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        using var stream = await http.GetAsync("/api/v1/secrets?watch=true", HttpCompletionOption.ResponseHeadersRead);
        await cluster.Objects.WaitForWatchAsync("secret", "jane");

        var nobody = await Assert.ThrowsAsync<TimeoutException>(() => cluster.Objects.WaitForWatchAsync("Deployment", patience: TimeSpan.FromMilliseconds(20)));
        var other = await Assert.ThrowsAsync<TimeoutException>(() => cluster.Objects.WaitForWatchAsync("secrets", "joe", TimeSpan.FromMilliseconds(20)));
        var unknown = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Objects.WaitForWatchAsync("Website"));

        Assert.Equal("Nobody watches deployments.apps after 0 s of real time. Watched are secrets by jane.", nobody.Message);
        Assert.StartsWith("joe does not watch secrets after", other.Message, StringComparison.Ordinal);
        Assert.Contains("serves no resource called \"Website\"", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForWatch_ClusterDisposed_SaysSo()
    {
        var cluster = await StartAsync();
        var waiting = cluster.Objects.WaitForWatchAsync("pods");

        await cluster.DisposeAsync();

        Assert.Contains("while somebody waited for a watch of pods", (await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(b => b.WithClock(ClusterClock.Manual()).WithoutKubelets());

    private static async Task AnswerAsync(HttpClient http, TimeSpan pause)
    {
        using var response = await http.GetAsync("/api/v1/namespaces/default/configmaps?watch=true&fieldSelector=metadata.name=asked", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        await lines.ReadLineAsync();
        await Task.Delay(pause);
        using var body = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"answered"}}""", Encoding.UTF8, "application/json");
        (await http.PostAsync("/api/v1/namespaces/default/configmaps", body)).EnsureSuccessStatusCode();
    }
}
