using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>What containers and nodes use, and volumes that are attached, as kubectl shows them on a cluster nobody prepared.</summary>
public sealed class TopTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"nginx:1.27","resources":{"requests":{"cpu":"200m","memory":"64Mi"}}}]}}""";

    [KubectlFact]
    public async Task NewCluster_TopShowsPodsAndNodes()
    {
        await using var tool = await ToolProcess.UpAsync("--nodes", "1");
        var kubectl = await KubectlSession.StartAsync(tool, "shop");
        await kubectl.OkAsync(Pod, "apply", "-f", "-");
        await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/web", "--timeout=30s");

        Assert.Matches(@"(?m)^web +20m +32Mi", await kubectl.OkAsync(null, "top", "pods"));
        Assert.Matches(@"(?m)^web +c +20m +32Mi", await kubectl.OkAsync(null, "top", "pods", "--containers"));
        Assert.Matches(@"(?m)^node-0 +70m +\d+% +288Mi +\d+%", await kubectl.OkAsync(null, "top", "nodes"));
        Assert.Matches(@"v1beta1\.metrics\.k8s\.io +kube-system/metrics-server +True", await kubectl.OkAsync(null, "get", "apiservice", "v1beta1.metrics.k8s.io"));
        Assert.Matches(@"(?m)^web +20m +32Mi +15s", await kubectl.OkAsync(null, "get", "podmetrics"));
    }

    [KubectlFact]
    public async Task MetricsServerOff_TopSaysSo()
    {
        await using var tool = await ToolProcess.UpAsync("--nodes", "1", "--metrics-server", "off");
        var kubectl = await KubectlSession.StartAsync(tool, "shop");

        Assert.Contains("Metrics API not available", (await kubectl.RunAsync(null, "top", "nodes")).Error, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task DefaultStorageClass_ClaimsOfAStatefulSet_AreBound()
    {
        await using var tool = await ToolProcess.UpAsync("--nodes", "1", "--default-storage-class");
        var kubectl = await KubectlSession.StartAsync(tool, "shop");
        await kubectl.OkAsync(
            """
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
             "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"c","image":"postgres:16"}]}},
             "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
            """,
            "apply",
            "-f",
            "-");

        await kubectl.OkAsync(null, "rollout", "status", "statefulset/db", "--timeout=30s");
        Assert.Matches(@"data-db-0 +Bound +pvc-\S+ +1Gi +RWO +standard", await kubectl.OkAsync(null, "get", "pvc"));
    }
}
