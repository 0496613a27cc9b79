using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class AttachDetachTests
{
    private const string UniqueName = "kubernetes.io/csi/ebs.csi.aws.com^vol-1";

    private static async Task<ControllerHarness> StartAsync(string mode = "ReadWriteOnce", string driver = "ebs.csi.aws.com")
    {
        var cluster = await ControllerHarness.StartAsync([new AttachDetachController(), new SimulatedAttacherController()]);
        await cluster.ApplyAsync($$"""
            {apiVersion: v1, kind: Node, metadata: {name: a, annotations: {volumes.kubernetes.io/controller-managed-attach-detach: "true"} }, status: {conditions: [{type: Ready, status: "True"}]} }
            ---
            {apiVersion: v1, kind: Node, metadata: {name: b, annotations: {volumes.kubernetes.io/controller-managed-attach-detach: "true"} }, status: {conditions: [{type: Ready, status: "True"}]} }
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {capacity: {storage: 1Gi}, accessModes: [{{mode}}], csi: {driver: {{driver}}, volumeHandle: vol-1}, claimRef: {namespace: default, name: data} }, status: {phase: Bound} }
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, annotations: {pv.kubernetes.io/bind-completed: "yes"} }, spec: {accessModes: [{{mode}}], volumeName: pv, resources: {requests: {storage: 1Gi} } }, status: {phase: Bound} }
            """);
        return cluster;
    }

    private static Task PodAsync(ControllerHarness cluster, string name, string node) => cluster.ApplyAsync(
        $$"""{apiVersion: v1, kind: Pod, metadata: {name: {{name}} }, spec: {nodeName: {{node}}, containers: [{name: c, image: i}], volumes: [{name: d, persistentVolumeClaim: {claimName: data} }]}, status: {phase: Running, containerStatuses: [{name: c, image: i, imageID: i, ready: true, restartCount: 0, state: {running: {startedAt: "2026-01-01T00:00:00Z"} } }]} }""");

    private static string Attached(ControllerHarness cluster, string node) => string.Join(',', cluster.Get("nodes", node).Status.Maps("volumesAttached").Select(v => v.String("name")));

    [Fact]
    public async Task Pod_WithAVolumeOfADriver_GetsItAttachedToItsNode()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "db", "a");
        await cluster.QuietAsync();

        var attachment = cluster.List("volumeattachments.storage.k8s.io", "").Single();
        Assert.Equal("csi-09e8b382660c34d689a719d0e4204568adeb267a3a85204becc21b88685b1f5b", attachment.Name);
        Assert.Equal("""{"attacher":"ebs.csi.aws.com","source":{"persistentVolumeName":"pv"},"nodeName":"a"}""", attachment.Spec.ToString());
        Assert.True(attachment.Status.Bool("attached"));
        Assert.Equal(UniqueName, Attached(cluster, "a"));
        Assert.Equal(["Pod/db Normal SuccessfulAttachVolume: AttachVolume.Attach succeeded for volume \"pv\" "], cluster.Events());
    }

    [Fact]
    public async Task Pod_ItsContainersEnded_ItsVolumeIsDetached()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "db", "a");
        await cluster.QuietAsync();
        await cluster.PatchAsync("pods", "db", "{status: {phase: Succeeded}}", "status");
        await cluster.QuietAsync();

        Assert.Empty(cluster.List("volumeattachments.storage.k8s.io", ""));
        Assert.Equal("", Attached(cluster, "a"));
    }

    [Fact]
    public async Task Volume_StillMounted_StaysUntilTheNodeSaysOtherwise()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "db", "a");
        await cluster.PatchAsync("nodes", "a", $"{{status: {{volumesInUse: ['{UniqueName}']}}}}", "status");
        await cluster.QuietAsync();
        await cluster.PatchAsync("pods", "db", "{status: {phase: Succeeded}}", "status");
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Single(cluster.List("volumeattachments.storage.k8s.io", ""));

        await cluster.PatchAsync("nodes", "a", "{status: {volumesInUse: null}}", "status");
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("volumeattachments.storage.k8s.io", ""));
    }

    [Fact]
    public async Task Volume_MountedOnANodeThatIsNotReady_LeavesAfterSixMinutes()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "db", "a");
        await cluster.PatchAsync("nodes", "a", $"{{status: {{volumesInUse: ['{UniqueName}'], conditions: [{{type: Ready, status: Unknown}}]}}}}", "status");
        await cluster.QuietAsync();
        await cluster.PatchAsync("pods", "db", "{status: {phase: Failed}}", "status");
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Single(cluster.List("volumeattachments.storage.k8s.io", ""));

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(cluster.List("volumeattachments.storage.k8s.io", ""));
    }

    [Fact]
    public async Task SecondNode_VolumeForOneNode_WaitsWithAnErrorUntilTheFirstLetsGo()
    {
        await using var cluster = await StartAsync();
        await PodAsync(cluster, "db", "a");
        await cluster.QuietAsync();
        await PodAsync(cluster, "other", "b");
        await cluster.QuietAsync();
        Assert.Contains("Pod/other Warning FailedAttachVolume: Multi-Attach error for volume \"pv\" Volume is already used by pod(s) db", cluster.Events());
        Assert.Equal("", Attached(cluster, "b"));

        await cluster.PatchAsync("pods", "db", "{status: {phase: Succeeded}}", "status");
        await cluster.QuietAsync();
        Assert.Equal(UniqueName, Attached(cluster, "b"));
    }

    [Fact]
    public async Task SecondNode_SharedVolume_GetsItToo()
    {
        await using var cluster = await StartAsync("ReadWriteMany");
        await PodAsync(cluster, "one", "a");
        await PodAsync(cluster, "two", "b");
        await cluster.QuietAsync();

        Assert.Equal((UniqueName, UniqueName), (Attached(cluster, "a"), Attached(cluster, "b")));
    }

    [Fact]
    public async Task Driver_ThatNeedsNoAttaching_HasNoAttachments()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ebs.csi.aws.com}, spec: {attachRequired: false}}");
        await PodAsync(cluster, "db", "a");
        await cluster.QuietAsync();
        Assert.Empty(cluster.List("volumeattachments.storage.k8s.io", ""));
    }

    [Fact]
    public async Task Driver_OfSomebodyElse_AttachesWhenItWantsTo()
    {
        await using var cluster = await StartAsync(driver: "csi.example.com");
        await PodAsync(cluster, "db", "a");
        await cluster.QuietAsync();
        var attachment = cluster.List("volumeattachments.storage.k8s.io", "").Single();
        Assert.Equal("", Attached(cluster, "a"));

        await cluster.PatchAsync("volumeattachments.storage.k8s.io", attachment.Name, "{status: {attached: false, attachError: {time: '2026-01-01T00:00:00Z', message: no room}}}", "status");
        await cluster.QuietAsync();
        Assert.Contains("Pod/db Warning FailedAttachVolume: AttachVolume.Attach failed for volume \"pv\" : no room", cluster.Events());

        await cluster.PatchAsync("volumeattachments.storage.k8s.io", attachment.Name, "{status: {attached: true, attachError: null}}", "status");
        await cluster.QuietAsync();
        Assert.Equal("kubernetes.io/csi/csi.example.com^vol-1", Attached(cluster, "a"));
    }

    [Fact]
    public async Task Attachment_MadeByHand_IsLeftAlone()
    {
        await using var cluster = await StartAsync();
        await cluster.ApplyAsync("{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: mine}, spec: {attacher: ebs.csi.aws.com, nodeName: a, source: {persistentVolumeName: pv}}}");
        await cluster.QuietAsync();
        Assert.NotNull(cluster.Find("volumeattachments.storage.k8s.io", "mine"));
    }
}
