using KubeEmulator.Controllers.Cluster;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Cluster;

public sealed class QuotaAndBudgetTests
{
    [Fact]
    public async Task Quota_CountsWhatIsThereAndWhatGoes()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ResourceQuotaController());
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            ---
            {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            ---
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {configmaps: "5", count/deployments.apps: "1", pods: "2"}}}
            """);
        await cluster.QuietAsync();
        Assert.Equal("{\"configmaps\":\"2\",\"count/deployments.apps\":\"0\",\"pods\":\"0\"}", cluster.Get("resourcequotas", "q").Status.Map("used")!.ToString());

        await cluster.DeleteAsync("configmaps", "a");
        await cluster.QuietAsync();
        Assert.Equal("1", cluster.Get("resourcequotas", "q").Status.Map("used")!.String("configmaps"));

        await cluster.PatchAsync("resourcequotas", "q", "{spec: {hard: {pods: null, configmaps: '7'}}}");
        await cluster.QuietAsync();
        Assert.Equal("{\"configmaps\":\"7\",\"count/deployments.apps\":\"1\"}", cluster.Get("resourcequotas", "q").Status.Map("hard")!.ToString());
    }

    [Fact]
    public async Task Quota_OfAScope_CountsOnlyItsPods()
    {
        await using var cluster = await ControllerHarness.StartAsync(new ResourceQuotaController());
        await cluster.ApplyAsync("""
            {apiVersion: v1, kind: Pod, metadata: {name: plain}, spec: {containers: [{name: c, image: i}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: sized}, spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 100m}}}]}}
            ---
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {pods: "5"}, scopes: [BestEffort]}}
            """);
        await cluster.QuietAsync();
        Assert.Equal("1", cluster.Get("resourcequotas", "q").Status.Map("used")!.String("pods"));
    }

    [Theory]
    [InlineData("minAvailable: 2", 1, 2, 3, "SufficientPods")]
    [InlineData("maxUnavailable: 34%", 2, 1, 3, "SufficientPods")]
    [InlineData("minAvailable: 100%", 0, 3, 3, "InsufficientPods")]
    public async Task Budget_OfReplicaSetPods_SaysHowManyMayGo(string rule, int allowed, int desired, int expected, string reason)
    {
        await using var cluster = await ControllerHarness.StartAsync(new DisruptionController());
        var owner = await cluster.ApplyAsync("{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web}, spec: {replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}}}");
        for (var i = 0; i < 3; i++)
        {
            await PodAsync(cluster, $"web-{i}", "web", owner);
        }

        await cluster.ApplyAsync($"{{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {{name: b}}, spec: {{{rule}, selector: {{matchLabels: {{app: web}}}}}}}}");
        await cluster.QuietAsync();

        var status = cluster.Get("poddisruptionbudgets.policy", "b").Status;
        Assert.Equal((allowed, desired, expected, 3), ((int)status.Integer("disruptionsAllowed")!, (int)status.Integer("desiredHealthy")!, (int)status.Integer("expectedPods")!, (int)status.Integer("currentHealthy")!));
        Assert.Equal(reason, Conditions.Find(status, "DisruptionAllowed")!.String("reason"));
    }

    [Fact]
    public async Task Budget_OfLoosePods_AllowsNothingAndSaysWhy()
    {
        await using var cluster = await ControllerHarness.StartAsync(new DisruptionController());
        await PodAsync(cluster, "l", "loose", null);
        await cluster.ApplyAsync("{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {maxUnavailable: 1, selector: {matchLabels: {app: loose}}}}");
        await cluster.QuietAsync();
        Assert.Equal(0, cluster.Get("poddisruptionbudgets.policy", "b").Status.Integer("disruptionsAllowed"));
        Assert.StartsWith(
            "PodDisruptionBudget/b Warning UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: loose,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged.",
            Assert.Single(cluster.Events()));
    }

    [Fact]
    public async Task Budget_MarkOfAnEvictionThatNeverCame_IsForgottenAfterTwoMinutes()
    {
        await using var cluster = await ControllerHarness.StartAsync(new DisruptionController());
        await PodAsync(cluster, "p", "loose", null);
        await cluster.ApplyAsync("{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b}, spec: {minAvailable: 0, selector: {matchLabels: {app: loose}}}}");
        await cluster.QuietAsync();
        await cluster.PatchAsync("poddisruptionbudgets.policy", "b", "{status: {disruptedPods: {p: '2026-01-01T00:00:00Z'}}}", "status");
        await cluster.QuietAsync();
        Assert.Equal(0, cluster.Get("poddisruptionbudgets.policy", "b").Status.Integer("currentHealthy"));

        await cluster.AdvanceAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(1, cluster.Get("poddisruptionbudgets.policy", "b").Status.Integer("currentHealthy"));
        Assert.Contains("Pod/p Warning NotDeleted: Pod was expected by PDB default/default to be deleted but it wasn't", cluster.Events());
    }

    private static Task<KubeObject> PodAsync(ControllerHarness cluster, string name, string app, KubeObject? owner)
    {
        var owners = owner is null ? "[]" : $"[{{apiVersion: apps/v1, kind: ReplicaSet, name: {owner.Name}, uid: {owner.Metadata.Uid}, controller: true}}]";
        return cluster.ApplyAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}, labels: {app: {{app}}}, ownerReferences: {{owners}}}
            spec: {containers: [{name: c, image: i}]}
            status: {phase: Running, conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}]}
            """);
    }
}
