using KubeEmulator.Nodes;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class PodRuleTests
{
    [Fact]
    public async Task ExitsWith_TwoTimesThenRuns_CrashesTwice()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("app=web").ExitsWith(1).Times(2).ThenRuns();

        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");
        Assert.Equal("waiting CrashLoopBackOff", cluster.State("web"));
        await cluster.AdvanceAsync(10);

        Assert.Equal("running", cluster.State("web"));
        Assert.Equal(2, cluster.Status("web").Integer("restartCount"));
    }

    [Fact]
    public async Task ReadyAfter_KeepsThePodUnready_UntilThen()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("app=web").ReadyAfter(TimeSpan.FromSeconds(30));

        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");
        Assert.False(cluster.IsTrue("web", "Ready"));
        await cluster.AdvanceAsync(29);
        Assert.False(cluster.IsTrue("web", "Ready"));
        await cluster.AdvanceAsync(1);

        Assert.True(cluster.IsTrue("web", "Ready"));
    }

    [Fact]
    public async Task NeverPullsImage_ShowsTheErrorThenHoldsBack()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("app=web").NeverPullsImage();

        await cluster.PodAsync("web", "containers: [{name: c, image: \"ghost:1\"}]");
        Assert.Equal("waiting ErrImagePull", cluster.State("web"));
        await cluster.AdvanceAsync(2);

        Assert.Equal("waiting ImagePullBackOff", cluster.State("web"));
        Assert.StartsWith("Back-off pulling image \"ghost:1\": ErrImagePull: rpc error: code = NotFound", cluster.Status("web").StringAt("state", "waiting", "message"), StringComparison.Ordinal);
        Assert.Equal("Pending", cluster.Phase("web"));
        Assert.Contains("Failed: Error: ErrImagePull", cluster.Events("web"));
        cluster.Nodes.Rules.Clear();
        await cluster.AdvanceAsync(30);
        Assert.Equal("running", cluster.State("web"));
    }

    [Fact]
    public async Task OomKilledAt_HoldsForContainersThatRun()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        cluster.Nodes.Rules.Matching("app=web").OomKilledAt(cluster.Now.AddMinutes(5));
        await cluster.AdvanceAsync(299);
        Assert.Equal(0, cluster.Status("web").Integer("restartCount"));
        await cluster.AdvanceAsync(2);

        Assert.Equal(1, cluster.Status("web").Integer("restartCount"));
        Assert.Equal("OOMKilled", cluster.Status("web").StringAt("lastState", "terminated", "reason"));
        Assert.Equal(137, cluster.Status("web").IntegerAt("lastState", "terminated", "exitCode"));
    }

    [Fact]
    public async Task RuleThatMatchesNothing_SaysSo()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("app=wbe").ExitsWith(1).Times(2);
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        var failure = Assert.Throws<InvalidOperationException>(cluster.Nodes.Rules.RequireMatches);

        Assert.Equal("No pod matched the rule Matching(\"app=wbe\").ExitsWith(1).Times(2).", failure.Message);
        Assert.Throws<FormatException>(() => cluster.Nodes.Rules.Matching("app in"));
    }
}
