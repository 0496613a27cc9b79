using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.Admission;

/// <summary>What a kubelet may write, beyond what the node authorizer lets through.</summary>
public sealed class NodeRestrictionTests
{
    [Theory]
    [InlineData("n1", "labels: {color: red, node.kubernetes.io/x: z, kubernetes.io/hostname: h}", null)]
    [InlineData("n1", "labels: {node-restriction.kubernetes.io/x: z}", "node \"n1\" is not allowed to set the following labels: node-restriction.kubernetes.io/x")]
    [InlineData("n1", "labels: {foo.k8s.io/x: z, kubernetes.io/role: z}", "node \"n1\" is not allowed to set the following labels: foo.k8s.io/x, kubernetes.io/role")]
    [InlineData("n2", "labels: {}", "node \"n1\" is not allowed to modify node \"n2\"")]
    public async Task Node_CreatesOnlyItself_WithItsOwnLabels(string name, string metadata, string? why)
    {
        await using var cluster = await StartAsync();

        var refused = await Record.ExceptionAsync(() => CreateAsync(cluster, $"{{apiVersion: v1, kind: Node, metadata: {{name: {name}, {metadata}}}}}")) as ApiException;

        Assert.Equal(why is null ? null : $"nodes \"{name}\" is forbidden: {why}", refused?.Message);
    }

    [Theory]
    [InlineData("spec", "{taints: [{key: a, effect: NoSchedule}]}", "node \"n1\" is not allowed to modify taints")]
    [InlineData("metadata", "{name: n1, labels: {kubernetes.io/role: x}}", "is not allowed to modify labels: kubernetes.io/role")]
    public async Task Node_Updates_NeitherTaintsNorForeignLabels(string field, string value, string why)
    {
        await using var cluster = await StartAsync();
        await CreateAsync(cluster, "{apiVersion: v1, kind: Node, metadata: {name: n1}}");
        var api = cluster.As("system:node:n1").Api;
        var nodes = api.Catalog.Find("", "v1", "nodes")!;

        var changed = api.Get(nodes, "", "n1").Root.With(field, YamlText.Parse(value));
        if (field == "metadata")
        {
            changed = changed.WithAt(["metadata", "resourceVersion"], "");
        }

        var refused = await Assert.ThrowsAsync<ApiException>(() => api.UpdateAsync(nodes, "", "n1", "", changed));

        Assert.Equal($"nodes \"n1\" is forbidden: {why}", refused.Message);
    }

    [Theory]
    [InlineData("", "pod does not have \"kubernetes.io/config.mirror\" annotation, node \"n1\" can only create mirror pods")]
    [InlineData("annotations: {kubernetes.io/config.mirror: x}", "node \"n1\" can only create pods with an owner reference set to itself")]
    [InlineData("annotations: {kubernetes.io/config.mirror: x}, ownerReferences: [{apiVersion: v1, kind: Node, name: n1, uid: wrong, controller: true}]", "node n1 UID mismatch: expected wrong got ")]
    public async Task Node_CreatesOnlyMirrorPodsOfItsOwn(string metadata, string why)
    {
        await using var cluster = await StartAsync();
        await CreateAsync(cluster, "{apiVersion: v1, kind: Node, metadata: {name: n1}}");
        await cluster.Objects.CreateAsync("{apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync(
            cluster,
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: p, namespace: default, {metadata}}}, spec: {{nodeName: n1, containers: [{{name: c, image: i}}]}}}}"));

        Assert.StartsWith($"pods \"p\" is forbidden: {why}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_SwitchedOff_IsNotRestricted()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true, Settings = new ClusterSettings { DisabledAdmissionPlugins = ["NodeRestriction"] } });

        await CreateAsync(cluster, "{apiVersion: v1, kind: Node, metadata: {name: n1, labels: {kubernetes.io/role: x}}}");
    }

    private static Task<EmulatedCluster> StartAsync() => EmulatedCluster.StartAsync(new EmulatedClusterOptions { ApiOnly = true });

    private static async Task CreateAsync(EmulatedCluster cluster, string manifest)
    {
        var document = (MapValue)YamlText.Parse(manifest);
        var api = cluster.As("system:node:n1").Api;
        await api.CreateAsync(api.Catalog.FindKind(new GroupVersion("", "v1"), document.StringOrEmpty("kind"))!, document.StringAt("metadata", "namespace") ?? "", document);
    }
}
