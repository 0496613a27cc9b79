using KubeEmulator.Api;
using KubeEmulator.ControlPlane.Tests.Nodes;

namespace KubeEmulator.ControlPlane.Tests.Runtime;

public sealed class QuietTests
{
    [Fact]
    public async Task Quiet_WaitsForWhatFollowsFromAChange()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Client.CreateAsync((Values.MapValue)Values.YamlText.Parse("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default}, spec: {nodeName: node-0, containers: [{name: c, image: pause}]}}"));

        await cluster.QuietAsync();

        Assert.Equal("Running", cluster.Phase("web"));
    }

    [Fact]
    public async Task Quiet_WaitsForAnOperatorThatIsBusy()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var busy = cluster.Services.Activity.Begin("an operator");

        var quiet = cluster.QuietAsync();
        await Task.Yield();
        Assert.False(quiet.IsCompleted);
        busy.Dispose();

        await quiet.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Quiet_GivesUp_WhenTheCallerDoes()
    {
        await using var cluster = await NodeHarness.StartAsync();
        using var busy = cluster.Services.Activity.Begin("an operator");
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(1), limit.Token));

        Assert.Equal(["an operator"], cluster.Services.Activity.Busy());
    }
}
