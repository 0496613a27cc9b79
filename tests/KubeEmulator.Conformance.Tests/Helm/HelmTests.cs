using KubeEmulator.Conformance.Kubectl;
using KubeEmulator.Conformance.Programs;

namespace KubeEmulator.Conformance.Helm;

/// <summary>The life of a release: what helm waits for has to come by itself.</summary>
public sealed class HelmTests(WorkingClusterFixture cluster) : IClassFixture<WorkingClusterFixture>
{
    private const string Wait = "--wait";
    private const string Timeout = "--timeout=60s";

    [HelmFact]
    public async Task Release_InstalledUpgradedRolledBackUninstalled_IsWaitedFor()
    {
        var helm = await HelmSession.StartAsync(cluster.Tool, "life");
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "life");

        Assert.Contains("one says hello.", await helm.OkAsync("install", "one", HelmSession.Chart, Wait, Timeout), StringComparison.Ordinal);
        Assert.Equal("2 1 Bound filled\n", await StateAsync(kubectl));
        Assert.Contains("Succeeded", await helm.OkAsync("test", "one", Timeout), StringComparison.Ordinal);

        var password = await kubectl.OkAsync(null, "get", "secret", "one-password", "-o", "jsonpath={.data.password}");
        await helm.OkAsync("upgrade", "one", HelmSession.Chart, "--set=replicas=3,greeting=bye", Wait, Timeout);
        Assert.Equal("3 1 Bound filled\n", await StateAsync(kubectl));
        Assert.Equal("bye", await kubectl.OkAsync(null, "get", "configmap", "one-settings", "-o", "jsonpath={.data.greeting}"));
        Assert.Equal(password, await kubectl.OkAsync(null, "get", "secret", "one-password", "-o", "jsonpath={.data.password}"));

        await helm.OkAsync("rollback", "one", "1", Wait, Timeout);
        Assert.Equal("hello", await kubectl.OkAsync(null, "get", "configmap", "one-settings", "-o", "jsonpath={.data.greeting}"));
        Assert.Matches(@"1\s+\S.*superseded[\s\S]+2\s+\S.*superseded[\s\S]+3\s+\S.*deployed.*Rollback to 1", await helm.OkAsync("history", "one"));

        await helm.OkAsync("uninstall", "one", Wait, Timeout);
        await kubectl.OkAsync(null, "wait", "--for=delete", "pod/one-store-0", Timeout);
        Assert.Equal("", await kubectl.OkAsync(null, "get", "deployments,statefulsets,services,ingresses,secrets", "-o", "name"));
    }

    [HelmFact]
    public async Task Upgrade_ThatNeverGetsReady_IsRolledBack()
    {
        var helm = await HelmSession.StartAsync(cluster.Tool, "broken");
        var kubectl = await KubectlSession.StartAsync(cluster.Tool, "broken");
        await helm.OkAsync("install", "two", HelmSession.Chart, Wait, Timeout);

        var upgrade = await helm.RunAsync("upgrade", "two", HelmSession.Chart, "--set=probedPort=81,greeting=never", "--rollback-on-failure", "--timeout=4s");

        Assert.NotEqual(0, upgrade.ExitCode);
        Assert.Matches(@"2\s+\S.*failed[\s\S]+3\s+\S.*deployed.*Rollback to 1", await helm.OkAsync("history", "two"));
        Assert.Equal("hello", await kubectl.OkAsync(null, "get", "configmap", "two-settings", "-o", "jsonpath={.data.greeting}"));
        await kubectl.OkAsync(null, "rollout", "status", "deployment/two-web", Timeout);
    }

    [HelmFact]
    public async Task Upgrade_WithClientSideApply_AndDryRun_AreAsOnARealCluster()
    {
        var helm = await HelmSession.StartAsync(cluster.Tool, "client");
        await helm.OkAsync("install", "three", HelmSession.Chart, "--create-namespace", "--server-side=false", Wait, Timeout);

        Assert.Contains("greeting: \"dry\"", await helm.OkAsync("upgrade", "three", HelmSession.Chart, "--set=greeting=dry", "--dry-run=server"), StringComparison.Ordinal);
        await helm.OkAsync("upgrade", "three", HelmSession.Chart, "--set=greeting=wet", "--server-side=false", Wait, Timeout);

        Assert.Matches(@"three\s+client\s+2\s.*deployed\s+shop-1\.0\.0", await helm.OkAsync("list"));
    }

    private static async Task<string> StateAsync(KubectlSession kubectl)
    {
        var pods = await kubectl.OkAsync(null, "get", "deployment/one-web", "statefulset/one-store", "pvc/data-one-store-0", "-o", "jsonpath={.items[0].status.availableReplicas} {.items[1].status.readyReplicas} {.items[2].status.phase}");
        return $"{pods} {await kubectl.OkAsync(null, "logs", "job/one-fill")}";
    }
}
