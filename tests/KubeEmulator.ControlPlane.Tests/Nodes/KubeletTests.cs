using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Nodes;

public sealed class KubeletTests
{
    [Fact]
    public async Task PlainPod_RunsAndIsReady_InOneWrite()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var before = cluster.Snapshot.ResourceRevision(new Objects.GroupResource("", "pods"));

        await cluster.PodAsync("web", "containers: [{name: c, image: pause}]");

        var pod = cluster.Pod("web");
        Assert.Equal("Running", pod.Status.String("phase"));
        Assert.True(cluster.IsTrue("web", "Ready"));
        Assert.Equal("10.244.0.2", pod.Status.String("podIP"));
        Assert.Equal("172.18.0.2", pod.Status.String("hostIP"));
        Assert.Equal("docker.io/library/pause:latest", cluster.Status("web").String("image"));
        Assert.Equal(
            ["Pulling: Pulling image \"pause\"", "Created: Container created", "Started: Container started"],
            cluster.Events("web").Where(e => !e.StartsWith("Pulled", StringComparison.Ordinal)));
        Assert.True(before < pod.Metadata.Revision);
    }

    [Fact]
    public async Task PodThatEnds_WithRestartPolicyNever_Succeeds()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("job", "restartPolicy: Never, containers: [{name: c, image: busybox, command: [sh, -c, \"echo done; sleep 5\"]}]");
        Assert.Equal("Running", cluster.Phase("job"));
        await cluster.AdvanceAsync(6);

        Assert.Equal("Succeeded", cluster.Phase("job"));
        Assert.Equal("terminated Completed 0", cluster.State("job"));
        Assert.Equal("done\n", await cluster.LogsAsync("job"));
    }

    [Fact]
    public async Task CrashingContainer_IsHeldBack_TenSecondsThenTwenty()
    {
        await using var cluster = await NodeHarness.StartAsync();

        await cluster.PodAsync("bad", "containers: [{name: c, image: busybox, command: [sh, -c, \"echo run; exit 3\"]}]");

        Assert.Equal("waiting CrashLoopBackOff", cluster.State("bad"));
        Assert.Equal(1, cluster.Status("bad").Integer("restartCount"));
        var message = cluster.Status("bad").StringAt("state", "waiting", "message")!;
        Assert.StartsWith("back-off 10s restarting failed container=c pod=bad_default(", message, StringComparison.Ordinal);
        Assert.Equal(3, cluster.Status("bad").IntegerAt("lastState", "terminated", "exitCode"));
        await cluster.AdvanceAsync(9.9);
        Assert.Equal(1, cluster.Status("bad").Integer("restartCount"));
        await cluster.AdvanceAsync(0.1);
        Assert.Equal(2, cluster.Status("bad").Integer("restartCount"));
        await cluster.AdvanceAsync(20);
        Assert.Equal(3, cluster.Status("bad").Integer("restartCount"));
        Assert.Equal("Running", cluster.Phase("bad"));
    }

    [Fact]
    public async Task DeletedPod_OfAProgramThatEndsWhenAsked_GoesAtOnce()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: \"nginx:1.27\"}]");

        await cluster.DeleteAsync("pods", "web");

        Assert.Null(cluster.Find("pods", "web"));
        Assert.Contains("Killing: Stopping container c", cluster.Events("web"));
    }

    [Fact]
    public async Task DeletedPod_OfAProgramThatDoesNotListen_IsKilledAfterItsGrace()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("deaf", "terminationGracePeriodSeconds: 30, containers: [{name: c, image: busybox, command: [sh, -c, \"trap '' TERM; while true; do sleep 1; done\"]}]");

        await cluster.DeleteAsync("pods", "deaf");
        Assert.NotNull(cluster.Find("pods", "deaf"));
        await cluster.AdvanceAsync(29);
        Assert.NotNull(cluster.Find("pods", "deaf"));
        await cluster.AdvanceAsync(2);

        Assert.Null(cluster.Find("pods", "deaf"));
    }

    [Fact]
    public async Task Exec_IntoAnIdleContainer_RunsACommand()
    {
        await using var cluster = await NodeHarness.StartAsync();
        await cluster.PodAsync("web", "containers: [{name: c, image: pausing, env: [{name: WHO, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]");

        var (code, output) = await cluster.ExecAsync("web", "sh", "-c", "echo $WHO; hostname; exit 4");

        Assert.Equal((4, "web\nweb\n"), (code, output));
    }

    [Fact]
    public async Task NodeOfTheCluster_IsReady_AndHasALeaseThatIsRenewedWithoutWrites()
    {
        await using var cluster = await NodeHarness.StartAsync();
        var type = cluster.Client.TypeOf(new Objects.GroupResource("coordination.k8s.io", "leases"));
        var revision = cluster.Snapshot.Revision;

        await cluster.AdvanceAsync(3605);

        Assert.Equal(revision, cluster.Snapshot.Revision);
        Assert.True(Rules.Conditions.IsTrue(cluster.Get("nodes", "node-0", "").Status, "Ready"));
        Assert.Equal("2026-01-01T01:00:00.000000Z", cluster.Services.Api.Get(type, "kube-node-lease", "node-0").Spec.String("renewTime"));
    }
}
