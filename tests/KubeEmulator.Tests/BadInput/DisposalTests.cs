using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.BadInput;

/// <summary>Clusters that are disposed twice, while in use, and used afterwards.</summary>
public sealed class DisposalTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Dispose_Twice_AndAtOnce_IsFine()
    {
        var cluster = await EmulatedCluster.StartAsync();
        await cluster.ListenAsync();

        await Task.WhenAll(cluster.DisposeAsync().AsTask(), cluster.DisposeAsync().AsTask());
        await cluster.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WhileSomebodyWaits_TellsThem(bool manual)
    {
        var cluster = await EmulatedCluster.StartAsync(b => manual ? b.WithClock(ClusterClock.Manual()) : b);
        var waiting = cluster.Objects.WaitForReadyAsync("Deployment", "web", timeout: TimeSpan.FromDays(30_000));

        await cluster.DisposeAsync();

        var fault = await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Soon));
        Assert.Contains("The cluster was disposed while somebody waited for Deployment default/web to be ready.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WhileAWatchIsOpen_EndsIt()
    {
        var cluster = await EmulatedCluster.StartAsync();
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        await using var events = await client.GetStreamAsync(new Uri("/api/v1/pods?watch=true", UriKind.Relative));
        using var reader = new StreamReader(events);
        var end = ReadAsync();

        await cluster.DisposeAsync();

        await end.WaitAsync(Soon);

        async Task ReadAsync()
        {
            try
            {
                while (await reader.ReadLineAsync() is not null)
                {
                }
            }
            catch (IOException)
            {
                // Cut off, as by a server that ends.
            }
        }
    }

    [Fact]
    public async Task Use_AfterTheEnd_IsRefusedByName()
    {
        var cluster = await EmulatedCluster.StartAsync();
        await cluster.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.Objects.DeleteAsync("ConfigMap", "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.Objects.WaitForReadyAsync("Deployment", "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.QuietAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.ListenAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cluster.SaveAsync(Stream.Null, StateFormat.Fast));
        Assert.Throws<ObjectDisposedException>(() => cluster.CreateHandler());
        Assert.Throws<ObjectDisposedException>(() => cluster.Fork());
    }

    [Fact]
    public async Task Container_StoppedStartedAndDisposedTwice_IsFine()
    {
        var container = new KubeEmulatorBuilder().WithApiOnly().Build();
        Assert.Throws<InvalidOperationException>(() => container.Cluster);
        await container.StartAsync();
        await container.StopAsync();
        await container.StartAsync();

        Assert.Contains("server: https://127.0.0.1:", await container.GetKubeconfigAsync(), StringComparison.Ordinal);
        await container.DisposeAsync();
        await container.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => container.StartAsync());
    }
}
