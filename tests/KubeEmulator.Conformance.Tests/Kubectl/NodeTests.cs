using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>Nodes and running pods as kubectl shows and moves them.</summary>
public sealed class NodeTests
{
    private const string Pod = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"nginx:1.27"}]}}""";

    [KubectlFact]
    public async Task NodesAndPods_ReadAsOnARealCluster_AndCanBeDrained()
    {
        await using var tool = await ToolProcess.UpAsync("--nodes", "2");
        var kubectl = await KubectlSession.StartAsync(tool, "shop");

        await kubectl.OkAsync(Pod, "apply", "-f", "-");
        Assert.Equal("pod/web condition met\n", await kubectl.OkAsync(null, "wait", "--for=condition=Ready", "pod/web", "--timeout=30s"));
        Assert.Matches(@"node-0 +Ready +<none> +\d+s +v1\.36\.2 +172\.18\.0\.2 +<none> +Debian GNU/Linux 12 \(bookworm\) +6\.1\.0 \(amd64\) +containerd://2\.1\.3", await kubectl.OkAsync(null, "get", "nodes", "-o", "wide"));
        Assert.Matches(@"web +1/1 +Running +0 +\d+s +10\.244\.\d\.2 +node-\d +<none> +<none>", await kubectl.OkAsync(null, "get", "pods", "-o", "wide"));

        var described = await kubectl.OkAsync(null, "describe", "pod", "web");
        Assert.Matches(@"Normal +Scheduled +\d+s +default-scheduler +Successfully assigned shop/web to node-\d", described);

        // Newer kubectls say which container an Event is about.
        Assert.Matches(@"Normal +Started +\d+s +kubelet +(spec\.containers\{c\}: )?Container started", described);
        var node = (await kubectl.OkAsync(null, "get", "pod", "web", "-o", "jsonpath={.spec.nodeName}")).Trim();
        Assert.Contains("Ready            True", await kubectl.OkAsync(null, "describe", "node", node), StringComparison.Ordinal);

        Assert.Equal($"node/{node} cordoned\n", await kubectl.OkAsync(null, "cordon", node));
        Assert.Contains("Ready,SchedulingDisabled", await kubectl.OkAsync(null, "get", "node", node), StringComparison.Ordinal);
        Assert.Equal($"node/{node} uncordoned\n", await kubectl.OkAsync(null, "uncordon", node));
        Assert.Equal($"node/{node} tainted\n", await kubectl.OkAsync(null, "taint", "nodes", node, "only=db:NoSchedule"));
        var drained = await kubectl.OkAsync(null, "drain", node, "--force", "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
        Assert.Contains("pod/web evicted", drained, StringComparison.Ordinal);
        Assert.Contains($"node/{node} drained", drained, StringComparison.Ordinal);
    }
}
