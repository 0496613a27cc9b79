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

    [KubectlFact]
    public async Task Rollout_UndoneToARevision_IsThatRevisionAgain()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "undo");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1");
        foreach (var image in (string[])["web=web:2", "web=web:3"])
        {
            await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
            await kubectl.OkAsync(null, "set", "image", "deployment/web", image);
        }

        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);
        Assert.Contains("Image:\tweb:2", await kubectl.OkAsync(null, "rollout", "history", "deployment/web", "--revision=2"), StringComparison.Ordinal);
        await kubectl.OkAsync(null, "rollout", "undo", "deployment/web", "--to-revision=1");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);

        Assert.Equal("web:1", await kubectl.OkAsync(null, "get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"));
        Assert.Equal("deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n4         <none>\n\n", await kubectl.OkAsync(null, "rollout", "history", "deployment/web"));
    }

    [KubectlFact]
    public async Task Rollout_OfStatefulSetsAndDaemonSets_IsFollowedAndUndone()
    {
        const string Manifests = """
            {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 2, serviceName: db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: 'db:1'}]}}}}
            ---
            {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: c, image: 'agent:1'}]}}}}
            """;
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "sets");
        await kubectl.OkAsync(Manifests, "apply", "-f", "-");
        foreach (var (set, image, old) in new[] { ("statefulset/db", "c=db:2", "db:1"), ("daemonset/agent", "c=agent:2", "agent:1") })
        {
            await kubectl.OkAsync(null, "rollout", "status", set, Timeout);
            await kubectl.OkAsync(null, "set", "image", set, image);
            await kubectl.OkAsync(null, "rollout", "status", set, Timeout);
            await kubectl.OkAsync(null, "rollout", "undo", set);
            await kubectl.OkAsync(null, "rollout", "status", set, Timeout);
            Assert.Equal(old, await kubectl.OkAsync(null, "get", set, "-o", "jsonpath={.spec.template.spec.containers[0].image}"));
            Assert.Contains("\n3 ", await kubectl.OkAsync(null, "rollout", "history", set), StringComparison.Ordinal);
        }
    }

    [KubectlFact]
    public async Task DescribePod_TellsItsStoryInOrder()
    {
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "story");
        await kubectl.OkAsync(null, "run", "web", "--image=web:1");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/web", Timeout);

        // All of it within a second, and so in the order of the names; other tests may have pulled the image.
        Assert.Matches(@"Scheduled[\s\S]+Pulled[\s\S]+Created[\s\S]+Started", await kubectl.OkAsync(null, "describe", "pod", "web"));
    }

    [KubectlFact]
    public async Task Drain_ProtectedPods_GoOneAfterAnother()
    {
        await using var tool = await ToolProcess.UpAsync("--nodes", "2");
        var kubectl = await KubectlSession.StartAsync(tool, "protected");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=4");
        await kubectl.OkAsync(null, "create", "poddisruptionbudget", "web", "--selector=app=web", "--max-unavailable=1");
        await kubectl.OkAsync(null, "rollout", "status", "deployment/web", Timeout);

        await kubectl.OkAsync(null, "drain", "node-0", Timeout);

        Assert.Equal("node-1 node-1 node-1 node-1", await kubectl.OkAsync(null, "get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}"));
    }
}
