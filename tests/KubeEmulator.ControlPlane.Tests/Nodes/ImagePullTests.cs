using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class ImagePullTests
{
    [Fact]
    public async Task Pull_TakesItsTime_AndSaysSo()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("app=web").PullsImageIn(TimeSpan.FromSeconds(12.5));

        await cluster.PodAsync("web", "containers: [{name: c, image: \"nginx:1\"}]");
        Assert.Equal("waiting ContainerCreating", cluster.State("web"));
        await cluster.AdvanceAsync(12);
        Assert.Equal(["Pulling: Pulling image \"nginx:1\""], cluster.Events("web"));
        await cluster.AdvanceAsync(0.5);

        Assert.Equal("running", cluster.State("web"));
        Assert.Contains($"Pulled: Successfully pulled image \"nginx:1\" in 12.5s (12.5s including waiting). Image size: {ImageStore.SizeOf("nginx:1")} bytes.", cluster.Events("web"));
        Assert.Single(cluster.Events("web"), e => e.StartsWith("Pulling", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pulls_OfOneNode_WaitForOneAnother_AndTheSameImageComesOnce()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("").PullsImageIn(TimeSpan.FromSeconds(10));

        await cluster.PodAsync("a", "containers: [{name: c, image: \"one:1\"}]");
        await cluster.PodAsync("b", "containers: [{name: c, image: \"two:1\"}]");
        await cluster.PodAsync("c", "containers: [{name: c, image: \"two:1\"}]");
        await cluster.AdvanceAsync(20);

        Assert.Contains(cluster.Events("b"), e => e.StartsWith("Pulled: Successfully pulled image \"two:1\" in 10s (20s including waiting).", StringComparison.Ordinal));
        Assert.Contains(cluster.Events("c"), e => e.StartsWith("Pulled: Successfully pulled image \"two:1\" in 0s (20s including waiting).", StringComparison.Ordinal));
        Assert.Equal(["Running", "Running", "Running"], ((string[])["a", "b", "c"]).Select(cluster.Phase));
    }

    [Fact]
    public async Task ImageThatIsThere_IsNotPulled_UnlessAlways()
    {
        await using var cluster = await NodeHarness.StartAsync(new NodeSpec { Images = ["nginx:1"] });
        cluster.Nodes.Rules.Matching("").PullsImageIn(TimeSpan.FromSeconds(10));

        await cluster.PodAsync("present", "containers: [{name: c, image: \"nginx:1\"}]");
        await cluster.PodAsync("always", "containers: [{name: c, image: \"nginx:1\", imagePullPolicy: Always}]");

        Assert.Equal("running", cluster.State("present"));
        Assert.Equal("Pulled: Container image \"nginx:1\" already present on machine and can be accessed by the pod", cluster.Events("present")[0]);
        Assert.Equal("waiting ContainerCreating", cluster.State("always"));
        await cluster.AdvanceAsync(10);
        Assert.Equal("running", cluster.State("always"));
    }

    [Fact]
    public async Task PodDeletedDuringItsPull_Goes()
    {
        await using var cluster = await NodeHarness.StartAsync();
        cluster.Nodes.Rules.Matching("").PullsImageIn(TimeSpan.FromSeconds(10));
        await cluster.PodAsync("web", "containers: [{name: c, image: nginx}]");

        await cluster.DeleteAsync("pods", "web");

        Assert.Null(cluster.Find("pods", "web"));
    }

    [Fact]
    public async Task RestartedNode_RunsInitContainersAgain()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "initContainers: [{name: i, image: busybox, command: [sh, -c, \"echo again\"]}], containers: [{name: c, image: pause}]");
        await cluster.PodAsync("never", "restartPolicy: Never, containers: [{name: c, image: pause}]");
        await cluster.PodAsync("done", "restartPolicy: OnFailure, containers: [{name: c, image: busybox, command: [sh, -c, \"exit 0\"]}, {name: d, image: pause}]");
        await cluster.AdvanceAsync(5);

        await cluster.Nodes.RestartAsync("node-0");
        await cluster.AdvanceAsync(5);

        Assert.Equal(("terminated Completed 0", "running"), (cluster.State("web", "i"), cluster.State("web", "c")));
        Assert.Equal((1L, 1L), (cluster.Status("web", "i").Integer("restartCount"), cluster.Status("web", "c").Integer("restartCount")));
        Assert.Equal("2026-01-01T00:00:05Z", cluster.Status("web", "i").StringAt("state", "terminated", "startedAt"));
        Assert.Equal(("Failed", "terminated Unknown 255"), (cluster.Phase("never"), cluster.State("never")));
        Assert.DoesNotContain(cluster.Events("never"), e => e.StartsWith("SandboxChanged", StringComparison.Ordinal));
        Assert.Equal((0L, 1L), (cluster.Status("done", "c").Integer("restartCount"), cluster.Status("done", "d").Integer("restartCount")));
    }
}
