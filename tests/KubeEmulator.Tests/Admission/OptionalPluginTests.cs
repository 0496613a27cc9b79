using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Admission;

/// <summary>The plugins that are off by default, one by one.</summary>
public sealed class OptionalPluginTests
{
    private const string Account = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}\n---\n";

    [Theory]
    [InlineData("AlwaysDeny", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}", "configmaps \"c\" is forbidden: admission control is denying all modifications")]
    [InlineData("NamespaceExists", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: nosuch}}", "namespaces \"nosuch\" not found")]
    [InlineData("DenyServiceExternalIPs", "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}], externalIPs: [192.0.2.1]}}", "services \"s\" is forbidden: Use of external IPs is denied by admission control")]
    [InlineData("LimitPodHardAntiAffinityTopology", "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i}], affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {}}]}}}}", "pods \"p\" is forbidden: affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey zone but only key kubernetes.io/hostname is allowed")]
    public async Task Plugin_Enabled_Refuses(string plugin, string manifest, string message)
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.CreateAsync(Account);
        await using var strict = await StartAsync(plugin);
        var services = strict.Api.Services;
        if (plugin != "AlwaysDeny")
        {
            await strict.Objects.CreateAsync(Account);
        }

        var refused = await Assert.ThrowsAsync<ApiException>(() => strict.Objects.CreateAsync(manifest));

        Assert.Equal(message, refused.Message);
        Assert.Contains(services.Admission, p => p.Name == plugin);
        if (plugin != "NamespaceExists")
        {
            await cluster.Objects.CreateAsync(manifest);
        }
    }

    [Theory]
    [InlineData("AlwaysPullImages", "containers: [{name: c, image: 'i:1'}]", "containers", "\"imagePullPolicy\":\"Always\"")]
    [InlineData("ExtendedResourceToleration", "containers: [{name: c, image: i, resources: {limits: {example.com/gpu: 1}}}]", "tolerations", "\"key\":\"example.com/gpu\"")]
    [InlineData("PodNodeSelector", "containers: [{name: c, image: i}]", "nodeSelector", "\"disk\":\"ssd\"")]
    [InlineData("PodTolerationRestriction", "containers: [{name: c, image: i}]", "tolerations", "\"key\":\"special\"")]
    public async Task Plugin_Enabled_ChangesPods(string plugin, string spec, string field, string value)
    {
        await using var cluster = await StartAsync(plugin);
        await cluster.Objects.ApplyAsync("""
            {apiVersion: v1, kind: Namespace, metadata: {name: default, annotations: {scheduler.alpha.kubernetes.io/node-selector: "disk=ssd", scheduler.alpha.kubernetes.io/defaultTolerations: '[{"key":"special","operator":"Exists"}]'}}}
            ---
            {apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}
            """);

        var pod = (await cluster.Objects.CreateAsync($"{{apiVersion: v1, kind: Pod, metadata: {{name: p}}, spec: {{{spec}}}}}")).Single();

        Assert.Contains(value, pod.Spec[field]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamespaceAutoProvision_MakesTheNamespace()
    {
        await using var cluster = await StartAsync("NamespaceAutoProvision");

        await cluster.Objects.CreateAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: fresh}}");

        Assert.NotNull(cluster.Objects.Find("Namespace", "fresh"));
    }

    [Fact]
    public async Task OwnerReferences_NeedTheRightToDelete()
    {
        await using var cluster = await StartAsync("OwnerReferencesPermissionEnforcement");
        await cluster.Objects.ApplyAsync("""
            {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: writer}, rules: [{apiGroups: [""], resources: [configmaps], verbs: [create, update, get]}]}
            ---
            {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: writer}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: writer}, subjects: [{kind: User, name: alice, apiGroup: rbac.authorization.k8s.io}]}
            """);
        var api = cluster.As("alice").Api;
        var type = api.Catalog.Find("", "v1", "configmaps")!;
        var owned = api.Get(type, "default", "c").Root.WithAt(
            ["metadata", "ownerReferences"],
            ListValue.Of(MapValue.Of(("apiVersion", "v1"), ("kind", "Node"), ("name", "n"), ("uid", "u"), ("blockOwnerDeletion", true))));

        var update = await Assert.ThrowsAsync<ApiException>(() => api.UpdateAsync(type, "default", "c", "", owned));
        var create = await Assert.ThrowsAsync<ApiException>(() => api.CreateAsync(type, "default", MapValue.Of(("kind", "ConfigMap"), ("apiVersion", "v1"), ("metadata", MapValue.Of(("name", "d"), ("ownerReferences", owned.At("metadata", "ownerReferences")!))))));

        Assert.StartsWith("configmaps \"c\" is forbidden: cannot set an ownerRef on a resource you can't delete: ", update.Message, StringComparison.Ordinal);
        Assert.StartsWith("configmaps \"d\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: ", create.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nonsense", "enable-admission-plugins plugin \"Nonsense\" is unknown")]
    [InlineData("ImagePolicyWebhook", "enable-admission-plugins plugin \"ImagePolicyWebhook\" needs a configuration file and is not emulated")]
    public async Task Name_ThatCannotBeEnabled_IsRefused(string plugin, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(plugin))).Message);

    private static Task<EmulatedCluster> StartAsync(params string[] plugins) =>
        EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true, Settings = new ClusterSettings { EnabledAdmissionPlugins = plugins } });
}
