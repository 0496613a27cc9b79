using KubeEmulator.Nodes;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class StaticPodTests
{
    private const string Manifest = "{apiVersion: v1, kind: Pod, metadata: {name: etcd, namespace: default, labels: {tier: control-plane}}, spec: {containers: [{name: c, image: etcd}]}}";

    [Fact]
    public async Task StaticPod_ShowsAMirror_AsAKubeletMakesIt()
    {
        await using var cluster = await NodeHarness.StartAsync(admission: true);

        var mirror = await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.QuietAsync();

        Assert.Equal("etcd-node-0", mirror.Name);
        var pod = cluster.Pod("etcd-node-0");
        Assert.Equal(("Running", "control-plane", "node-0"), (pod.Status.String("phase"), pod.Metadata.Labels.String("tier"), pod.Spec.String("nodeName")));
        var owner = Assert.Single(pod.Metadata.Owners);
        Assert.Equal(("Node", "node-0", cluster.Get("nodes", "node-0", "").Metadata.Uid, true), (owner.Kind, owner.Name, owner.Uid, owner.IsController));
        var annotations = pod.Metadata.Annotations;
        Assert.Equal("file", annotations.String("kubernetes.io/config.source"));
        Assert.Equal(annotations.String("kubernetes.io/config.hash"), annotations.String("kubernetes.io/config.mirror"));
        Assert.Contains(pod.Spec.Maps("tolerations"), t => t.String("operator") == "Exists" && t.String("effect") == "NoExecute");
    }

    [Fact]
    public async Task DeletedMirror_ComesBack_AndItsContainersRunOn()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.AdvanceAsync(60);
        var (uid, container, address) = (cluster.Pod("etcd-node-0").Metadata.Uid, cluster.Status("etcd-node-0").String("containerID"), cluster.Pod("etcd-node-0").Status.String("podIP"));

        await cluster.DeleteAsync("pods", "etcd-node-0");

        var back = cluster.Pod("etcd-node-0");
        Assert.NotEqual(uid, back.Metadata.Uid);
        Assert.Equal(("Running", address), (back.Status.String("phase"), back.Status.String("podIP")));
        Assert.Equal((container, 0L, "2026-01-01T00:00:00Z"), (cluster.Status("etcd-node-0").String("containerID"), cluster.Status("etcd-node-0").Integer("restartCount"), cluster.Status("etcd-node-0").StringAt("state", "running", "startedAt")));
        Assert.DoesNotContain(cluster.Events("etcd-node-0"), e => e.StartsWith("Killing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MirrorDeletedWhileItsNodeIsOff_ComesBackWithTheNode()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.QuietAsync();

        await cluster.Nodes.StopAsync("node-0");
        await cluster.DeleteAsync("pods", "etcd-node-0", grace: 0);
        Assert.Null(cluster.Find("pods", "etcd-node-0"));
        await cluster.Nodes.StartAsync("node-0");
        await cluster.QuietAsync();

        Assert.Equal(("Running", 1L), (cluster.Phase("etcd-node-0"), cluster.Status("etcd-node-0").Integer("restartCount")));
    }

    [Fact]
    public async Task RemovedStaticPod_EndsAndItsMirrorGoes()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.QuietAsync();

        Assert.True(await cluster.Nodes.RemoveStaticPodAsync("etcd-node-0"));
        await cluster.QuietAsync();

        Assert.Null(cluster.Find("pods", "etcd-node-0"));
        Assert.Contains("Killing: Stopping container c", cluster.Events("etcd-node-0"));
        Assert.False(await cluster.Nodes.RemoveStaticPodAsync("etcd-node-0"));
    }

    [Fact]
    public async Task Drain_LeavesStaticPods()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        Assert.Empty(await cluster.Nodes.DrainAsync("node-0"));
        await cluster.QuietAsync();

        Assert.Null(cluster.Find("pods", "web"));
        Assert.Equal("Running", cluster.Phase("etcd-node-0"));
    }

    [Fact]
    public async Task NodeThatIsRemovedAndComesBack_RunsItsStaticPodsAgain()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.Nodes.AddStaticPodAsync("node-0", Manifest);
        await cluster.Nodes.RemoveAsync("node-0");
        await cluster.DeleteAsync("pods", "etcd-node-0", grace: 0);
        Assert.Null(cluster.Find("pods", "etcd-node-0"));

        await cluster.ApplyAsync("{apiVersion: v1, kind: Node, metadata: {name: node-0}}");

        Assert.Equal("Running", cluster.Phase("etcd-node-0"));
    }

    [Theory]
    [InlineData("kind: Deployment", "the static pod is not one document of kind Pod and apiVersion v1 with a name")]
    [InlineData("[", "the static pod cannot be read: yaml: line 1: did not find expected node content")]
    public async Task TextThatIsNoPod_IsRefused(string text, string message)
    {
        await using var cluster = await NodeHarness.StartAsync();

        Assert.Equal(message, (await Assert.ThrowsAsync<FormatException>(() => cluster.Nodes.AddStaticPodAsync("node-0", text))).Message);
        Assert.Equal(422, (await Assert.ThrowsAsync<ApiException>(() => cluster.Nodes.AddStaticPodAsync("node-0", "{apiVersion: v1, kind: Pod, metadata: {name: bad}, spec: {}}"))).Code);
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Nodes.AddStaticPodAsync("nowhere", Manifest));
    }
}
