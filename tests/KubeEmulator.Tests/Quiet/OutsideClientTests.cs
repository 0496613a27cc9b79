using KubeEmulator.Runtime;

namespace KubeEmulator.Tests.Quiet;

/// <summary>What a wait for quiet owes to clients over HTTP.</summary>
public sealed class OutsideClientTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const int Rounds = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Quiet_CallsWithoutAWatch_CostNoGraceTime()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        using var client = Client(cluster);
        await client.GetAsync(new Uri(ConfigMaps, UriKind.Relative));

        var silences = new List<TimeSpan>();
        for (var i = 0; i < Rounds; i++)
        {
            await client.GetAsync(new Uri(ConfigMaps, UriKind.Relative));
            await cluster.QuietAsync();
            silences.Add(cluster.Activity.OutsideSilence);
        }

        // A busy machine may be slow now and then, but not every time.
        Assert.True(silences.Min() < Grace, $"{silences.Min()}");
    }

    [Fact]
    public async Task Quiet_WhileAClientWatches_LeavesItTimeToActUponWhatItIsTold()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual() });
        using var client = Client(cluster);
        using (var watch = await client.GetAsync(new Uri($"{ConfigMaps}?watch=1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
        {
            for (var i = 0; i < 3; i++)
            {
                await cluster.Objects.CreateAsync($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}}}}}");
                await cluster.QuietAsync();
                Assert.True(cluster.Activity.OutsideSilence >= Grace);
            }

            Assert.True(cluster.Activity.IsWatchedFromOutside);
        }
    }

    [Fact]
    public async Task Quiet_SomethingHangs_FailsAfterThePatienceAndNamesIt()
    {
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithQuietPatience(TimeSpan.FromMilliseconds(100)));
        using var busy = cluster.Activity.Begin("my operator");

        var fault = await Assert.ThrowsAsync<TimeoutException>(() => cluster.QuietAsync());

        Assert.Equal("The cluster did not come to rest: nothing has gone on for 0.1 s of real time. Still busy: my operator.", fault.Message);
    }

    private static HttpClient Client(EmulatedCluster cluster) => new(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster") };
}
