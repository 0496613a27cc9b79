using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

public class WorkloadTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    private const string Timeout = "--timeout=60s";

    [KubectlFact]
    public async Task Rollout_ChangeAndUndo_AreFollowedToTheirEnd()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "rollout");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2");
        Assert.Contains("deployment \"web\" successfully rolled out", await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout), StringComparison.Ordinal);

        await kubectl.OkAsync(null, "set", "image", "deployment/web", "web=web:2");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        Assert.Equal("deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n", await kubectl.OkAsync(null, "rollout", "history", "deployment/web"));

        Assert.Equal("deployment.apps/web rolled back\n", await kubectl.OkAsync(null, "rollout", "undo", "deployment/web"));
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        Assert.Equal("web:1 3", await kubectl.OkAsync(null, "get", "deployment", "web", "-o", @"jsonpath={.spec.template.spec.containers[0].image} {.metadata.annotations.deployment\.kubernetes\.io/revision}"));
    }

    [KubectlFact]
    public async Task Rollout_PausedResumedRestarted_DoesWhatItIsTold()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "pause");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);

        await kubectl.OkAsync(null, "rollout", "pause", "deployment/web");
        await kubectl.OkAsync(null, "wait", "--for=jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}=DeploymentPaused", "deployment/web", Timeout);
        await kubectl.OkAsync(null, "rollout", "resume", "deployment/web");
        await kubectl.OkAsync(null, "rollout", "restart", "deployment/web");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        Assert.Equal(2, (await kubectl.OkAsync(null, "get", "replicasets", "-o", "name")).Count(c => c == '\n'));
    }

    [KubectlFact]
    public async Task ScaleAndAutoscale_Deployment_ChangeItsSize()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "scale");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1");
        await kubectl.OkAsync(null, "scale", "deployment/web", "--replicas=3");
        await kubectl.OkAsync(null, "wait", "--for=jsonpath={.status.availableReplicas}=3", "deployment/web", Timeout);
        await kubectl.OkAsync(null, "wait", "--for=condition=Available", "deployment/web", Timeout);

        Assert.Equal("horizontalpodautoscaler.autoscaling/web autoscaled\n", await kubectl.OkAsync(null, "autoscale", "deployment/web", "--min=1", "--max=2", "--cpu-percent=50"));
        await kubectl.OkAsync(null, "wait", "--for=jsonpath={.spec.replicas}=2", "deployment/web", Timeout);
    }

    [KubectlFact]
    public async Task CreateJob_FromACronJob_RunsToItsEnd()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "jobs");
        await kubectl.OkAsync(null, "create", "cronjob", "nightly", "--image=busybox", "--schedule=0 0 1 1 *", "--", "true");
        await kubectl.OkAsync(null, "create", "job", "now", "--from=cronjob/nightly");
        await kubectl.OkAsync(null, "wait", "--for=condition=Complete", "job/now", Timeout);
        Assert.Equal("1", await kubectl.OkAsync(null, "get", "job", "now", "-o", "jsonpath={.status.succeeded}"));
    }
}
