using KubeEmulator.ControlPlane.Tests.Controllers;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class EventRecorderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task SameEventAgain_RaisesTheCount(int minutesBetween)
    {
        await using var cluster = await ControllerHarness.StartAsync([]);
        var (events, about) = await BeginAsync(cluster);
        for (var i = 0; i < 3; i++)
        {
            await events.WarningAsync(about, "BackOff", "again");
            await events.WarningAsync(about, "BackOff", "and another");
            await cluster.AdvanceAsync(TimeSpan.FromMinutes(minutesBetween));
        }

        Assert.Equal([("again", 3), ("and another", 3)], Told(cluster));
    }

    [Fact]
    public async Task ManyAlikeWithinTenMinutes_AreCombined()
    {
        await using var cluster = await ControllerHarness.StartAsync([]);
        var (events, about) = await BeginAsync(cluster);
        for (var i = 0; i < 13; i++)
        {
            await events.WarningAsync(about, "Failed", $"message {i}");
        }

        Assert.Equal([.. Enumerable.Range(0, 9).Select(i => ($"message {i}", 1L)), ("(combined from similar events): message 12", 4)], Told(cluster));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(11));
        await events.WarningAsync(about, "Failed", "message 20");
        await events.WarningAsync(about, "Failed", "message 3");
        Assert.Contains(("message 20", 1), Told(cluster));
        Assert.Contains(("message 3", 2), Told(cluster));
    }

    [Fact]
    public async Task OtherPartOrReason_IsAnotherEvent()
    {
        await using var cluster = await ControllerHarness.StartAsync([]);
        var (events, about) = await BeginAsync(cluster);
        await events.NormalAsync(about, "Pulled", "done", "spec.containers{a}");
        await events.NormalAsync(about, "Pulled", "done", "spec.containers{b}");
        await events.WarningAsync(about, "Pulled", "done", "spec.containers{a}");
        await events.NormalAsync(about, "Started", "done", "spec.containers{a}");
        Assert.Equal(4, Told(cluster).Count);
    }

    [Fact]
    public async Task EventThatIsGone_IsWrittenAnew()
    {
        await using var cluster = await ControllerHarness.StartAsync([]);
        var (events, about) = await BeginAsync(cluster);
        await events.NormalAsync(about, "Pulled", "done");
        await cluster.DeleteAsync("events", Assert.Single(cluster.List("events")).Name);
        await events.NormalAsync(about, "Pulled", "done");
        Assert.Equal([("done", 1)], Told(cluster));
    }

    private static async Task<(EventRecorder Events, KubeObject About)> BeginAsync(ControllerHarness cluster) =>
        (new EventRecorder(cluster.Client, "tester"), await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"));

    private static IReadOnlyList<(string? Message, long Count)> Told(ControllerHarness cluster) =>
        [.. cluster.List("events").Select(e => (e.Root.String("message"), e.Root.Integer("count") ?? 0))];
}
