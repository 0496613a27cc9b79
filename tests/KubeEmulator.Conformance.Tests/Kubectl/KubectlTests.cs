using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Kubectl;

public class KubectlTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private const string ConfigMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          labels: {app: web}
        data:
          color: blue
        """;

    [KubectlFact]
    public async Task Apply_AgainWithAChange_Configures()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "apply");

        Assert.Equal("configmap/settings created\n", await kubectl.OkAsync(ConfigMap, "apply", "-f", "-"));
        Assert.Equal("configmap/settings unchanged\n", await kubectl.OkAsync(ConfigMap, "apply", "-f", "-"));
        Assert.Equal("configmap/settings configured\n", await kubectl.OkAsync(ConfigMap.Replace("blue", "red", StringComparison.Ordinal), "apply", "-f", "-"));
        Assert.Equal("red", await kubectl.OkAsync(null, "get", "configmap", "settings", "-o", "jsonpath={.data.color}"));
    }

    [KubectlFact]
    public async Task Apply_ServerSide_OwnsItsFields()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "server-side");

        Assert.Equal("configmap/settings serverside-applied\n", await kubectl.OkAsync(ConfigMap, "apply", "--server-side", "-f", "-"));
        Assert.Equal("kubectl", await kubectl.OkAsync(null, "get", "configmap", "settings", "--show-managed-fields", "-o", "jsonpath={.metadata.managedFields[0].manager}"));
    }

    // kubectl's typed commands send protobuf.
    [KubectlFact]
    public async Task Create_TypedCommands_AreUnderstood()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "create");

        Assert.Equal("configmap/made created\n", await kubectl.OkAsync(null, "create", "configmap", "made", "--from-literal=a=b"));
        Assert.Equal("deployment.apps/web created\n", await kubectl.OkAsync(null, "create", "deployment", "web", "--image=web:1", "--replicas=2", "--port=80"));
        Assert.Equal("b", await kubectl.OkAsync(null, "get", "configmap", "made", "-o", "jsonpath={.data.a}"));
        Assert.Equal("2 80", await kubectl.OkAsync(null, "get", "deployment", "web", "-o", "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].ports[0].containerPort}"));
    }

    [KubectlFact]
    public async Task Get_EveryOutputForm_ShowsTheObject()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "outputs");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        Assert.Contains("settings", await kubectl.OkAsync(null, "get", "configmaps"), StringComparison.Ordinal);
        Assert.Contains("settings", await kubectl.OkAsync(null, "get", "configmaps", "-o", "wide"), StringComparison.Ordinal);
        Assert.Contains("\"color\": \"blue\"", await kubectl.OkAsync(null, "get", "cm", "settings", "-o", "json"), StringComparison.Ordinal);
        Assert.Contains("color: blue", await kubectl.OkAsync(null, "get", "cm", "settings", "-o", "yaml"), StringComparison.Ordinal);
        Assert.Equal("configmap/settings\n", await kubectl.OkAsync(null, "get", "cm", "-l", "app=web", "-o", "name"));
        Assert.Equal("blue", await kubectl.OkAsync(null, "get", "cm", "settings", "-o", "go-template={{.data.color}}"));
        Assert.Equal("NAME\nsettings\n", await kubectl.OkAsync(null, "get", "cm", "-o", "custom-columns=NAME:.metadata.name"));
    }

    [KubectlFact]
    public async Task Describe_ConfigMap_ShowsItsData()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "describe");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        var text = await kubectl.OkAsync(null, "describe", "configmap", "settings");

        Assert.Contains("color:\n----\nblue\n", text, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Diff_AChange_IsShown()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "diff");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        var result = await kubectl.RunAsync(ConfigMap.Replace("blue", "red", StringComparison.Ordinal), "diff", "-f", "-");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("-  color: blue\n+  color: red", result.Output, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Replace_LabelAnnotatePatchDelete_Work()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "change");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        Assert.Equal("configmap/settings replaced\n", await kubectl.OkAsync(ConfigMap.Replace("blue", "green", StringComparison.Ordinal), "replace", "-f", "-"));
        Assert.Equal("configmap/settings labeled\n", await kubectl.OkAsync(null, "label", "cm", "settings", "tier=front"));
        Assert.Equal("configmap/settings annotated\n", await kubectl.OkAsync(null, "annotate", "cm", "settings", "note=x"));
        Assert.Equal("configmap/settings patched\n", await kubectl.OkAsync(null, "patch", "cm", "settings", "--type", "merge", "-p", """{"data":{"size":"1"}}"""));
        Assert.Equal(
            "green 1 front x",
            await kubectl.OkAsync(null, "get", "cm", "settings", "-o", "jsonpath={.data.color} {.data.size} {.metadata.labels.tier} {.metadata.annotations.note}"));
        Assert.StartsWith("configmap \"settings\" deleted", await kubectl.OkAsync(null, "delete", "cm", "settings"), StringComparison.Ordinal);
        Assert.NotEqual(0, (await kubectl.RunAsync(null, "get", "cm", "settings")).ExitCode);
    }

    [KubectlFact]
    public async Task Wait_ConditionThatHolds_Returns()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "waiting");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        Assert.Equal("configmap/settings condition met\n", await kubectl.OkAsync(null, "wait", "--for=jsonpath={.data.color}=blue", "cm/settings", "--timeout=30s"));
    }

    [KubectlFact]
    public async Task ApiResources_AndVersions_ListTheServed()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "listing");

        Assert.Contains("deployments", await kubectl.OkAsync(null, "api-resources", "--api-group=apps", "-o", "name"), StringComparison.Ordinal);
        Assert.Contains("networking.k8s.io/v1\n", await kubectl.OkAsync(null, "api-versions"), StringComparison.Ordinal);
        Assert.Contains("Server Version: v1.36", await kubectl.OkAsync(null, "version"), StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Explain_Field_IsTyped()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "explaining");

        var text = await kubectl.OkAsync(null, "explain", "deployment.spec.replicas");

        Assert.Contains("FIELD: replicas <integer>", text, StringComparison.Ordinal);
    }

    [KubectlFact]
    public async Task Watch_OutputOnly_ShowsChangesAsTheyCome()
    {
        var kubectl = await KubectlSession.StartAsync(cluster, "watching");
        await kubectl.OkAsync(ConfigMap, "apply", "-f", "-");

        var watch = kubectl.RunAsync(null, "get", "cm", "settings", "--watch", "--request-timeout=5s", "-o", "jsonpath={.data.color} ");
        for (var round = 0; round < 20 && !watch.IsCompleted; round++)
        {
            await kubectl.OkAsync(ConfigMap.Replace("blue", $"round-{round}", StringComparison.Ordinal), "apply", "-f", "-");
        }

        Assert.Contains("round-", (await watch).Output, StringComparison.Ordinal);
    }
}
