using KubeEmulator.Nodes;
using KubeEmulator.Nodes.Stages;
using KubeEmulator.Objects;
using KubeEmulator.TestShared;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Stages;

public sealed class StagePlayTests
{
    private const string Web = "containers: [{name: c, image: nginx}]";

    private static StageBuilder Ready => Stage.For("Pod").Named("ready").When(".status.phase", "Pending").WhenMissing(".metadata.deletionTimestamp")
        .PatchStatus("phase: Running\nconditions: [{type: Ready, status: 'True'}]\npodIP: {{ PodIPWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace }}");

    [SharedFact]
    public async Task FastStages_PlayAPodToItsEnd_WithoutTheKubelet()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: Kwok("pod", "fast"));

        await cluster.PodAsync("web", Web);

        Assert.Equal("Running", cluster.Phase("web"));
        Assert.True(cluster.IsTrue("web", "Ready"));
        Assert.Equal(("10.244.0.2", "172.18.0.2"), (cluster.Pod("web").Status.String("podIP"), cluster.Pod("web").Status.String("hostIP")));
        Assert.Empty(cluster.Events("web"));
        Assert.Null(cluster.Status("web").String("containerID"));
        await cluster.PodAsync("second", Web);
        Assert.Equal("10.244.0.3", cluster.Pod("second").Status.String("podIP"));
        await cluster.DeleteAsync("pods", "web");
        Assert.Null(cluster.Find("pods", "web"));
        await cluster.PodAsync("third", Web);
        Assert.Equal("10.244.0.2", cluster.Pod("third").Status.String("podIP"));
    }

    [SharedFact]
    public async Task FastStages_EndThePodOfAJob()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: Kwok("pod", "fast"));

        await cluster.ApplyAsync("{apiVersion: v1, kind: Pod, metadata: {name: j, ownerReferences: [{apiVersion: batch/v1, kind: Job, name: j, uid: u, controller: true}]}, spec: {nodeName: node-0, restartPolicy: Never, containers: [{name: c, image: x}]}}");

        Assert.Equal("Succeeded", cluster.Phase("j"));
        Assert.Equal("terminated Completed 0", cluster.State("j"));
    }

    [SharedFact]
    public async Task GeneralStages_TakeTheirTime_TheSameForTheSameSeed()
    {
        var times = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var cluster = await NodeHarness.StartAsync(stages: Kwok("pod", "general"));
            await cluster.PodAsync("web", "initContainers: [{name: i, image: busybox}], containers: [{name: c, image: nginx}]");
            Assert.Null(cluster.Pod("web").Status.String("podIP"));
            await cluster.AdvanceAsync(6);
            Assert.Equal(["Created: Created container"], cluster.Events("web"));
            await cluster.AdvanceAsync(25);
            Assert.Equal("Running", cluster.Phase("web"));
            Assert.Equal(("running", "terminated Completed 0"), (cluster.State("web", "c"), cluster.State("web", "i")));
            times.Add(cluster.Status("web", "c").StringAt("state", "running", "startedAt")!);
            await cluster.DeleteAsync("pods", "web", grace: 30);
            Assert.NotNull(cluster.Find("pods", "web"));
            await cluster.AdvanceAsync(31);
            Assert.Null(cluster.Find("pods", "web"));
        }

        Assert.Equal(times[0], times[1]);
        Assert.NotEqual("2026-01-01T00:00:00Z", times[0]);
    }

    [SharedFact]
    public async Task ChaosStage_TakesARunningPodFromItsKubelet()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: Kwok("pod", "chaos"));

        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {pod-container-running-failed.stage.kwok.x-k8s.io: 'true'},
              annotations: {pod-container-running-failed.stage.kwok.x-k8s.io/exit-code: '7', pod-container-running-failed.stage.kwok.x-k8s.io/reason: Chaos, pod-container-running-failed.stage.kwok.x-k8s.io/delay: 5s, pod-container-running-failed.stage.kwok.x-k8s.io/jitter-delay: 5s}},
              spec: {nodeName: node-0, containers: [{name: c, image: nginx}]}}
            """);
        Assert.Equal("Running", cluster.Phase("web"));
        await cluster.AdvanceAsync(4.9);
        Assert.Equal("Running", cluster.Phase("web"));
        await cluster.AdvanceAsync(0.2);

        Assert.Equal(("Failed", "terminated Chaos 7"), (cluster.Phase("web"), cluster.State("web")));
        await cluster.DeleteAsync("pods", "web");
        Assert.Null(cluster.Find("pods", "web"));
    }

    [SharedFact]
    public async Task NodeStages_MakeNodesReady_AndKeepTheirHeartbeat()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: [.. Kwok("node", "fast"), .. Kwok("node", "heartbeat")]);

        var node = cluster.Get("nodes", "node-0", "");
        Assert.Equal(("Running", "kwok-v1.36.2"), (node.Status.String("phase"), node.Status.Map("nodeInfo")!.String("kubeletVersion")));
        Assert.True(Rules.Conditions.IsTrue(node.Status, "Ready"));
        Assert.Equal("256Gi", node.Status.Map("capacity")!.String("memory"));
        await cluster.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: mine}}");
        Assert.Equal("1Ti", cluster.Get("nodes", "mine", "").Status.Map("allocatable")!.String("memory"));

        await cluster.AdvanceAsync(26);

        var beat = Rules.Conditions.Find(cluster.Get("nodes", "node-0", "").Status, "Ready")!.String("lastHeartbeatTime")!;
        Assert.True(string.CompareOrdinal(beat, "2026-01-01T00:00:20Z") >= 0, beat);
        await cluster.PodAsync("web", Web);
        Assert.Equal("Running", cluster.Phase("web"));
    }

    [Fact]
    public async Task PodThatNoStageMatches_IsItsKubelets()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: [Ready.WithLabel("app", "staged").Build()]);

        await cluster.PodAsync("plain", Web);
        await cluster.PodAsync("staged", Web);

        Assert.NotNull(cluster.Status("plain").String("containerID"));
        Assert.Null(cluster.Pod("staged").Status.List("containerStatuses"));
        Assert.True(cluster.IsTrue("staged", "Ready"));
        await cluster.DeleteAsync("pods", "staged");
        Assert.Null(cluster.Find("pods", "staged"));
    }

    [Fact]
    public async Task StageAddedLater_TakesOver_AndLeavesWhenRemoved()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", Web);
        var mark = Stage.For("Pod").Named("mark").WithLabel("app", "web").Unless(".status.phase", "Failed").After(TimeSpan.FromSeconds(10)).PatchStatus("phase: Failed\nreason: Marked");

        cluster.Stages.Add(mark);
        await cluster.AdvanceAsync(9);
        Assert.Equal("Running", cluster.Phase("web"));
        Assert.Equal(["mark"], cluster.Stages.Unplayed);
        await cluster.AdvanceAsync(1);

        Assert.Equal("Marked", cluster.Pod("web").Status.String("reason"));
        Assert.Empty(cluster.Stages.Unplayed);
        Assert.True(cluster.Stages.Remove("mark"));
        Assert.False(cluster.Stages.Remove("mark"));
        await cluster.PodAsync("other", Web);
        Assert.Equal("running", cluster.State("other"));
    }

    [Fact]
    public async Task StageForAnyKind_PatchesAppliesRecordsAndDeletes()
    {
        var stage = Stage.For("ConfigMap").Named("order").When(c => c.Name == "order").Unless(".metadata.labels.done", "yes").After(TimeSpan.FromSeconds(1))
            .AddFinalizers("example.com/hold").Event("Warning", "Taken", "the order is taken")
            .Patch("labels: {done: 'yes'}", root: "metadata")
            .Patch("[{op: add, path: /items, value: '3'}]", root: "data", type: "json")
            .Apply("{apiVersion: v1, kind: Secret, metadata: {name: receipt}, stringData: {of: {{ Quote .metadata.name }}}}");
        await using var cluster = await NodeHarness.StartAsync(stages: [stage.Build(), Stage.For("ConfigMap").Named("gone").When(".metadata.labels.done", "yes").RemoveFinalizers("example.com/hold").Delete().After(TimeSpan.FromSeconds(5)).Build()]);

        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: order}, data: {a: b}}");
        await cluster.AdvanceAsync(1);

        var order = cluster.Get("configmaps", "order");
        Assert.Equal(["example.com/hold"], order.Metadata.Finalizers);
        Assert.Equal(("b", "3"), (order.Root.Map("data")!.String("a"), order.Root.Map("data")!.String("items")));
        Assert.Equal("b3JkZXI=", cluster.Get("secrets", "receipt").Root.Map("data")!.String("of"));
        Assert.Equal(["Taken: the order is taken"], cluster.Events("order"));
        await cluster.AdvanceAsync(5);
        Assert.Null(cluster.Find("configmaps", "order"));
        cluster.Stages.RequirePlays();
    }

    [Fact]
    public async Task Weights_ChooseAmongThoseThatMatch_AndTheObjectMaySayThem()
    {
        static Stage Choice(string name, int weight) => Stage.For("ConfigMap").Named(name).WhenMissing(".data").WithWeight(weight, $".metadata.annotations[\"{name}\"]").Patch($"data: {{by: {name}}}").Build();
        await using var cluster = await NodeHarness.StartAsync(stages: [Choice("often", 9), Choice("seldom", 1)]);

        for (var i = 0; i < 100; i++)
        {
            await cluster.Client.CreateAsync((MapValue)YamlText.Parse($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}, namespace: default}}}}"));
        }

        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: said, annotations: {often: '0'}}}");
        var by = cluster.Snapshot.List(new GroupResource("", "configmaps")).Select(c => c.Root.StringAt("data", "by")).ToArray();
        Assert.InRange(by.Count(b => b == "often"), 80, 97);
        Assert.Equal("seldom", cluster.Get("configmaps", "said").Root.StringAt("data", "by"));
    }

    [Fact]
    public async Task StageThatMatchesItsOwnResult_IsStopped_WithAnEventThatSaysWhy()
    {
        var endless = Stage.For("ConfigMap").Named("endless").WhenExists(".metadata.name").Patch("annotations: {count: {{ add 1 (index (or .metadata.annotations dict) \"count\") | quote }}}", root: "metadata");
        await using var cluster = await NodeHarness.StartAsync(stages: [endless.Build()]);

        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");

        Assert.Equal("99", cluster.Get("configmaps", "c").Metadata.Annotations.String("count"));
        Assert.StartsWith("StageFailed: Stage \"endless\": it was played 100 times within a second and is stopped: its selector matches what it makes;", Assert.Single(cluster.Events("c")), StringComparison.Ordinal);
        Assert.Single(cluster.Stages.Faults);
    }

    [Theory]
    [InlineData("{{ index .metadata.annotations \"x\" }}", "step 1: line 1: index: index of untyped nil")]
    [InlineData("a: [", "step 1: yaml: line 1: did not find expected node content")]
    [InlineData("data: 5", "step 1: ")]
    public async Task StageThatFails_SaysSoOnTheObject(string template, string fault)
    {
        await using var cluster = await NodeHarness.StartAsync(stages: [Stage.For("ConfigMap").Named("bad").WhenExists(".metadata.name").Patch(template).Build()]);

        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}");

        Assert.StartsWith($"StageFailed: Stage \"bad\": {fault}", Assert.Single(cluster.Events("c")), StringComparison.Ordinal);
        Assert.Equal("No object was played by the Stage \"bad\" (for ConfigMap of v1).", Assert.Throws<InvalidOperationException>(cluster.Stages.RequirePlays).Message);
    }

    [Fact]
    public async Task NodeThatIsOff_PlaysNothing_UntilItIsBack()
    {
        await using var cluster = await NodeHarness.StartAsync(stages: [Ready.After(TimeSpan.FromSeconds(10)).Build()]);
        await cluster.PodAsync("web", Web);

        await cluster.Nodes.StopAsync("node-0");
        await cluster.AdvanceAsync(60);
        Assert.Equal("Pending", cluster.Phase("web"));
        await cluster.Nodes.StartAsync("node-0");
        await cluster.AdvanceAsync(10);

        Assert.Equal("Running", cluster.Phase("web"));
    }

    [Fact]
    public async Task PodsOfStages_CountOnTheirNode_AndAreDrained()
    {
        await using var cluster = await NodeHarness.StartAsync(new NodeSpec { Capacity = new Dictionary<string, string> { ["pods"] = "1" } }, stages: [Ready.WithLabel("app", "staged").Build()]);
        await cluster.PodAsync("staged", Web);

        await cluster.PodAsync("plain", Web);
        Assert.Equal("OutOfpods", cluster.Pod("plain").Status.String("reason"));
        Assert.Empty(await cluster.Nodes.DrainAsync("node-0"));
        await cluster.QuietAsync();

        Assert.Null(cluster.Find("pods", "staged"));
    }

    private static IReadOnlyList<Stage> Kwok(params string[] folder) => Stage.ReadPath(SharedReference.PathOf(["reference", "kwok-stages", .. folder]));
}
