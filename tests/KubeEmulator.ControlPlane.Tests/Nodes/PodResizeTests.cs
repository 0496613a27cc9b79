using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class PodResizeTests
{
    private static readonly NodeSpec Small = new() { Capacity = new Dictionary<string, string> { ["cpu"] = "2" } };

    [Fact]
    public async Task Resize_IsAllocatedAtOnce_AndInForceASecondLater()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m}}}]");
        var id = cluster.Status("web").String("containerID");

        await ResizeAsync(cluster, "web", "{requests: {cpu: 300m, memory: 64Mi}, limits: {cpu: 400m}}");

        var progress = Conditions.Find(cluster.Pod("web").Status, "PodResizeInProgress")!;
        Assert.Equal(("True", 2L), (progress.String("status"), progress.Integer("observedGeneration")));
        Assert.Equal(("300m", "100m"), (cluster.Status("web").StringAt("allocatedResources", "cpu"), cluster.Status("web").StringAt("resources", "requests", "cpu")));
        await cluster.AdvanceAsync(1);

        Assert.Null(Conditions.Find(cluster.Pod("web").Status, "PodResizeInProgress"));
        Assert.Equal(("300m", "400m"), (cluster.Status("web").StringAt("resources", "requests", "cpu"), cluster.Status("web").StringAt("resources", "limits", "cpu")));
        Assert.Equal((id, 0L), (cluster.Status("web").String("containerID"), cluster.Status("web").Integer("restartCount")));
        Assert.Equal(
            ["ResizeStarted", "ResizeCompleted"],
            cluster.Events("web").Select(e => e.Split(':')[0]).Where(r => r.StartsWith("Resize", StringComparison.Ordinal)));
        Assert.Contains(cluster.Events("web"), e => e == "ResizeCompleted: Pod resize completed: {\"containers\":[{\"name\":\"c\",\"resources\":{\"limits\":{\"cpu\":\"400m\"},\"requests\":{\"cpu\":\"300m\",\"memory\":\"64Mi\"}}}],\"generation\":2}");
    }

    [Fact]
    public async Task Resize_OfAContainerThatWantsToRestart_RestartsIt_WithWhatItGot()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resizePolicy: [{resourceName: memory, restartPolicy: RestartContainer}], resources: {requests: {memory: 64Mi}}}]");

        await ResizeAsync(cluster, "web", "{requests: {memory: 128Mi}}");
        await cluster.AdvanceAsync(3);

        Assert.Equal(1, cluster.Status("web").Integer("restartCount"));
        Assert.Equal("128Mi", cluster.Status("web").StringAt("resources", "requests", "memory"));
        Assert.Contains("Killing: Container c resize requires restart", cluster.Events("web"));
        Assert.Null(Conditions.Find(cluster.Pod("web").Status, "PodResizeInProgress"));
    }

    [Fact]
    public async Task Resize_ThatDoesNotFitNow_IsDeferred_UntilThereIsRoom()
    {
        await using var cluster = await NodeHarness.StartAsync(Small);
        await cluster.PodAsync("other", "containers: [{name: c, image: pause, resources: {requests: {cpu: 1500m}}}]");
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resources: {requests: {cpu: 100m}}}]");

        await ResizeAsync(cluster, "web", "{requests: {cpu: '1'}}");

        var pending = Conditions.Find(cluster.Pod("web").Status, "PodResizePending")!;
        Assert.Equal(("Deferred", "Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000"), (pending.String("reason"), pending.String("message")));
        Assert.Equal("100m", cluster.Status("web").StringAt("allocatedResources", "cpu"));
        Assert.StartsWith("ResizeDeferred: Pod resize OutOfcpu: {\"containers\":", cluster.Events("web")[^1], StringComparison.Ordinal);

        await cluster.DeleteAsync("pods", "other");
        await cluster.AdvanceAsync(1);

        Assert.Null(Conditions.Find(cluster.Pod("web").Status, "PodResizePending"));
        Assert.Equal("1", cluster.Status("web").StringAt("resources", "requests", "cpu"));
    }

    [Fact]
    public async Task Resize_TakenBackWhileDeferred_WaitsNoMore()
    {
        await using var cluster = await NodeHarness.StartAsync(Small);
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resources: {requests: {cpu: 100m}}}]");

        await ResizeAsync(cluster, "web", "{requests: {cpu: '3'}}");
        Assert.NotNull(Conditions.Find(cluster.Pod("web").Status, "PodResizePending"));
        await ResizeAsync(cluster, "web", "{requests: {cpu: 100m}}");

        Assert.Null(Conditions.Find(cluster.Pod("web").Status, "PodResizePending"));
        Assert.Equal("100m", cluster.Status("web").StringAt("resources", "requests", "cpu"));
    }

    [Fact]
    public async Task Resize_OnAWindowsNode_IsInfeasible_AndTheContainerStartsAgainWithWhatItHad()
    {
        await using var cluster = await NodeHarness.StartAsync(new NodeSpec { OperatingSystem = "windows" });
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resources: {requests: {cpu: 100m}}}]");

        await ResizeAsync(cluster, "web", "{requests: {cpu: 200m}}");
        await cluster.Nodes.RestartAsync("node-0");
        await cluster.QuietAsync();

        var pending = Conditions.Find(cluster.Pod("web").Status, "PodResizePending")!;
        Assert.Equal(("Infeasible", "In-place pod resize is not supported on Windows"), (pending.String("reason"), pending.String("message")));
        Assert.Equal((1L, "100m"), (cluster.Status("web").Integer("restartCount"), cluster.Status("web").StringAt("resources", "requests", "cpu")));
    }

    [Fact]
    public async Task Resize_ToLess_GivesTheNodeBackWhatIsNotNeeded()
    {
        await using var cluster = await NodeHarness.StartAsync(Small);
        await cluster.PodAsync("web", "containers: [{name: c, image: pause, resources: {requests: {cpu: 1500m}}}]");

        await ResizeAsync(cluster, "web", "{requests: {cpu: 500m}}");
        await cluster.AdvanceAsync(1);
        await cluster.PodAsync("other", "containers: [{name: c, image: pause, resources: {requests: {cpu: 1500m}}}]");

        Assert.Equal("Running", cluster.Phase("other"));
    }

    private static Task<KubeObject> ResizeAsync(NodeHarness cluster, string pod, string resources) =>
        cluster.PatchAsync("pods", pod, $"{{spec: {{containers: [{{name: c, resources: {resources}}}]}}}}", "resize");
}
