using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class EventExpiryControllerTests
{
    [Fact]
    public async Task Events_EndAnHourAfterTheyWereWrittenOrAMinuteLater()
    {
        await using var cluster = await ControllerHarness.StartAsync(new EventExpiryController());
        var (events, about) = (new EventRecorder(cluster.Client, "tester"), await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"));
        await events.NormalAsync(about, "First", "one");
        await events.NormalAsync(about, "Renewed", "one");
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(30));
        await events.NormalAsync(about, "Renewed", "one");
        await events.NormalAsync(about, "Later", "one");

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(29.9));
        Assert.Equal(3, cluster.Events().Count);
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1.1));
        Assert.Equal(["Later", "Renewed"], Reasons(cluster));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(28.9));
        Assert.Equal(["Later", "Renewed"], Reasons(cluster));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(cluster.Events());
    }

    [Fact]
    public async Task MoreEventsThanGoAtOnce_AllEnd()
    {
        await using var cluster = await ControllerHarness.StartAsync(new EventExpiryController());
        for (var i = 0; i < 1100; i++)
        {
            await cluster.ApplyAsync($"{{apiVersion: v1, kind: Event, metadata: {{name: e{i}}}, involvedObject: {{namespace: default}}, reason: Many}}");
        }

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(61));
        Assert.Empty(cluster.List("events"));
        Assert.All(cluster.Host.States, s => Assert.Equal(0, s.Queued));
    }

    private static IReadOnlyList<string?> Reasons(ControllerHarness cluster) => [.. cluster.List("events").Select(e => e.Root.String("reason")).Order(StringComparer.Ordinal)];
}
