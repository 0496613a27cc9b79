using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

/// <summary>The ways in which people write with kubectl beyond a plain apply.</summary>
public class WriteFlowTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [KubectlFact]
    public async Task ApplyPrune_RemovesWhatIsNoLongerGiven()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "prune");
        await kubectl.OkAsync(ConfigMap("kept", "1") + "\n---\n" + ConfigMap("gone", "1"), "apply", "-f", "-");

        var output = await kubectl.OkAsync(ConfigMap("kept", "2"), "apply", "-f", "-", "--prune", "-l", "set=one", "--prune-allowlist=core/v1/ConfigMap");

        Assert.Equal("configmap/kept configured\nconfigmap/gone pruned\n", output);
        Assert.Equal("configmap/kept\n", await kubectl.OkAsync(null, "get", "configmaps", "-l", "set=one", "-o", "name"));
    }

    [KubectlFact]
    public async Task ApplyServerSide_OfAnothersField_IsAConflictUnlessForced()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "conflict");
        await kubectl.OkAsync(ConfigMap("a", "1"), "apply", "--server-side", "--field-manager=one", "-f", "-");

        var refused = await kubectl.RunAsync(ConfigMap("a", "2"), "apply", "--server-side", "--field-manager=two", "-f", "-");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("Apply failed with 1 conflict: conflict with \"one\": .data.value", refused.Error, StringComparison.Ordinal);

        await kubectl.OkAsync(ConfigMap("a", "2"), "apply", "--server-side", "--field-manager=two", "--force-conflicts", "-f", "-");
        Assert.Equal("2", await kubectl.OkAsync(null, "get", "configmap", "a", "-o", "jsonpath={.data.value}"));
    }

    [KubectlFact]
    public async Task ReplaceForce_DeletesAndCreatesAnew()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "replace");
        await kubectl.OkAsync(ConfigMap("a", "1"), "apply", "-f", "-");
        var before = await kubectl.OkAsync(null, "get", "configmap", "a", "-o", "jsonpath={.metadata.uid}");

        await kubectl.OkAsync(ConfigMap("a", "2"), "replace", "--force", "-f", "-");

        Assert.NotEqual(before, await kubectl.OkAsync(null, "get", "configmap", "a", "-o", "jsonpath={.metadata.uid}"));
    }

    [KubectlFact]
    public async Task Patch_InAllThreeTypes_ChangesTheDeployment()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "patch");
        await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1");

        await kubectl.OkAsync(null, "set", "image", "deployment/web", "web=web:2");
        await kubectl.OkAsync(null, "patch", "deployment", "web", "--type=json", "-p", """[{"op":"replace","path":"/spec/replicas","value":4}]""");
        await kubectl.OkAsync(null, "patch", "deployment", "web", "--type=merge", "-p", """{"spec":{"paused":true}}""");
        await kubectl.OkAsync(null, "patch", "deployment", "web", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:1"}]}}}}""");

        Assert.Equal("4 true side:1 web:2", await kubectl.OkAsync(null, "get", "deployment", "web", "-o", "jsonpath={.spec.replicas} {.spec.paused} {.spec.template.spec.containers[*].image}"));
    }

    private static string ConfigMap(string name, string value) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, labels: {{set: one}}}}\ndata: {{value: \"{value}\"}}\n";
}
