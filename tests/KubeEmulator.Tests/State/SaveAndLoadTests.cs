using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests.State;

public sealed class SaveAndLoadTests : IDisposable
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: nginx}]}
        """;

    private const string Orders = """
        apiVersion: shop.example/v1
        kind: Order
        metadata: {name: one}
        spec: {amount: 3}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: orders.shop.example}
        spec:
          group: shop.example
          scope: Namespaced
          names: {plural: orders, singular: order, kind: Order, listKind: OrderList}
          versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-emulator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fast_LoadedIntoAFreshCluster_IsTheSameState()
    {
        await using var origin = await StartedAsync();
        await DeployAsync(origin);
        await origin.SaveAsync(PathOf("state.kubestate"));
        var saved = origin.Snapshot();

        await using var loaded = await StartedAsync(b => b.WithState(PathOf("state.kubestate")));

        Assert.Equal(Documents(origin, "Pod"), Documents(loaded, "Pod"));
        Assert.Equal(Documents(origin, "Deployment"), Documents(loaded, "Deployment"));
        Assert.Equal(Documents(origin, "Order"), Documents(loaded, "Order"));
        Assert.Equal(saved.Time, loaded.Clock.GetUtcNow());
        Assert.True(loaded.Snapshot().Revision > saved.Revision, "the resource version never goes back");
    }

    [Fact]
    public async Task Fast_Loaded_GoesOn()
    {
        await using var origin = await StartedAsync();
        await DeployAsync(origin);
        await origin.SaveAsync(PathOf("state"));

        await using var loaded = await StartedAsync(b => b.WithState(PathOf("state")));
        await loaded.Objects.PatchAsync("Deployment", "web", "{spec: {replicas: 4}}");
        await loaded.Objects.WaitForReadyAsync("Deployment", "web");

        Assert.Equal(4, loaded.Objects.List("Pod", "default").Count);
        Assert.Equal(loaded.Certificates.AuthorityPem.TrimEnd(), loaded.Objects.Get("ConfigMap", "kube-root-ca.crt").Root.StringAt("data", "ca.crt")!.TrimEnd());
        Assert.Equal(loaded.Certificates.AuthorityPem.TrimEnd(), loaded.Objects.Get("ConfigMap", "extension-apiserver-authentication", "kube-system").Root.StringAt("data", "client-ca-file")!.TrimEnd());
    }

    [Theory]
    [InlineData("state.yaml")]
    [InlineData("state.json")]
    public async Task Text_LoadedIntoAFreshCluster_KeepsUidsOwnersAndStatus(string file)
    {
        await using var origin = await StartedAsync();
        await DeployAsync(origin);
        await origin.SaveAsync(PathOf(file));

        await using var loaded = await StartedAsync(b => b.WithNodes(0).WithState(PathOf(file)));

        var (before, after) = (origin.Objects.Get("Deployment", "web"), loaded.Objects.Get("Deployment", "web"));
        Assert.Equal((before.Metadata.Uid, before.Status), (after.Metadata.Uid, after.Status));
        Assert.Equal(PodsOf(origin), PodsOf(loaded));
        Assert.Equal("3", loaded.Objects.Get("Order", "one").Spec["amount"]!.ToString());

        await loaded.Objects.PatchAsync("Deployment", "web", "{spec: {replicas: 3}}");
        await loaded.Objects.WaitForReadyAsync("Deployment", "web");
        Assert.Superset(PodsOf(origin).ToHashSet(), PodsOf(loaded).ToHashSet());
    }

    [Fact]
    public async Task Yaml_HoldsWhatPeopleMade_AndNotWhatEveryClusterHas()
    {
        await using var origin = await StartedAsync();
        await DeployAsync(origin);
        await origin.SaveAsync(PathOf("state.yaml"));

        var text = await File.ReadAllTextAsync(PathOf("state.yaml"));

        Assert.Contains("kind: Order\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("system:controller:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  name: kube-root-ca.crt", text, StringComparison.Ordinal);
        Assert.All(YamlText.ParseAll(text), o => Assert.Null(((MapValue)o).StringAt("metadata", "resourceVersion")));
        Assert.True(text.IndexOf("kind: CustomResourceDefinition", StringComparison.Ordinal) < text.IndexOf("kind: Order\n", StringComparison.Ordinal), "definitions come first");
    }

    [Fact]
    public async Task Dump_InAnyOrder_WithWhatTheServerOwns_IsTaken()
    {
        await using var cluster = await StartedAsync();

        await cluster.LoadAsync(Text("""
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: web-1
                namespace: shop
                uid: 11111111-1111-4111-8111-111111111111
                resourceVersion: "99999"
                creationTimestamp: "2025-01-01T00:00:00Z"
                ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: 22222222-2222-4222-8222-222222222222, controller: true}]
                labels: {app: web}
              spec: {nodeName: node-0, containers: [{name: c, image: nginx}]}
              status: {phase: Running, podIP: 10.0.0.9}
            - apiVersion: apps/v1
              kind: ReplicaSet
              metadata: {name: web, namespace: shop, uid: 22222222-2222-4222-8222-222222222222}
              spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: shop, uid: 33333333-3333-4333-8333-333333333333}
            """));

        var pod = Assert.Single(cluster.Objects.List("Pod", "shop"));
        Assert.Equal(("web-1", "11111111-1111-4111-8111-111111111111"), (pod.Name, pod.Metadata.Uid));
        Assert.Equal("2025-01-01T00:00:00Z", pod.Metadata.Root.String("creationTimestamp"));
        Assert.NotEqual(99999, pod.Metadata.Revision);
        Assert.Equal("33333333-3333-4333-8333-333333333333", cluster.Objects.Get("Namespace", "shop").Metadata.Uid);
    }

    [Fact]
    public async Task Chart_AsHelmRendersIt_IsAppliedWithoutItsTests()
    {
        await using var cluster = await StartedAsync();

        await cluster.LoadAsync(Text($"""
            ---
            # Source: shop/templates/tests/test.yaml
            apiVersion: v1
            kind: Pod
            metadata: {"{"}name: try, annotations: {"{"}helm.sh/hook: test{"}"}{"}"}
            spec: {"{"}containers: [{"{"}name: c, image: busybox{"}"}]{"}"}
            ---
            # Source: shop/templates/empty.yaml
            ---
            # Source: shop/templates/web.yaml
            {Web}
            ---
            # Source: shop/templates/namespace.yaml
            apiVersion: v1
            kind: Namespace
            metadata: {"{"}name: shop{"}"}
            """), "shop");
        await cluster.Objects.WaitForReadyAsync("Deployment", "web", "shop");

        Assert.Equal(2, cluster.Objects.List("Pod", "shop").Count);
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: Gadget, metadata: {name: a}}", "line 5: the cluster does not serve Gadget of v1")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: A}}", "line 5: ConfigMap A: ConfigMap \"A\" is invalid: metadata.name: Invalid value: \"A\"")]
    [InlineData("{apiVersion: v1, kind: Pod, metadata: {name: p, uid: u}, spec: {}}", "line 5: Pod p: Pod \"p\" is invalid: spec.containers: Required value")]
    [InlineData("a: [", "yaml: line ")]
    [InlineData("just text", "document 2: not a Kubernetes object: it has no apiVersion and kind (line 5)")]
    public async Task BadManifest_NamesFileLineAndReason_AndLeavesNothing(string document, string reason)
    {
        await using var cluster = await StartedAsync();
        var file = PathOf("bad.yaml");
        await File.WriteAllTextAsync(file, $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop}}\n---\n{document}\n");

        var fault = await Assert.ThrowsAsync<ManifestException>(() => cluster.LoadAsync(file));

        Assert.StartsWith(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Null(cluster.Objects.Find("Namespace", "shop"));
    }

    [Fact]
    public async Task State_OfAnotherFormat_OrDamaged_IsRefusedByName()
    {
        await using var cluster = await StartedAsync();
        await cluster.SaveAsync(PathOf("good"));
        var good = await File.ReadAllBytesAsync(PathOf("good"));
        await File.WriteAllBytesAsync(PathOf("cut"), good[..^20]);
        good[9] = 9;
        await File.WriteAllBytesAsync(PathOf("newer"), good);

        var newer = await Assert.ThrowsAsync<InvalidDataException>(() => cluster.LoadAsync(PathOf("newer")));
        var cut = await Assert.ThrowsAsync<InvalidDataException>(() => cluster.LoadAsync(PathOf("cut")));
        var missing = await Assert.ThrowsAsync<ManifestException>(() => new KubeEmulatorBuilder().WithState(PathOf("none")).StartAsync());

        Assert.Contains("newer: a state in format 9, but this version of KubeEmulator reads format 1", newer.Message, StringComparison.Ordinal);
        Assert.Contains("cut: the state is damaged or cut off", cut.Message, StringComparison.Ordinal);
        Assert.Contains("none: no such file or folder", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WhereNoFileCanBe_LeavesNothing()
    {
        await using var cluster = await StartedAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => cluster.SaveAsync(PathOf("nosuch/state")));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Stream_HoldsWhatAFileDoes()
    {
        await using var origin = await StartedAsync();
        await DeployAsync(origin);
        using var stream = new MemoryStream();
        await origin.SaveAsync(stream, StateFormat.Fast);
        stream.Position = 0;

        await using var loaded = await StartedAsync();
        await loaded.LoadAsync(stream);

        Assert.Equal(PodsOf(origin), PodsOf(loaded));
    }

    private static Task<EmulatedCluster> StartedAsync(Func<KubeEmulatorBuilder, KubeEmulatorBuilder>? more = null) =>
        EmulatedCluster.StartAsync(b => (more ?? (x => x))(b.WithClock(ClusterClock.Manual()).WithSeed(5)));

    private static async Task DeployAsync(EmulatedCluster cluster)
    {
        await cluster.LoadAsync(Text(Orders));
        await cluster.Objects.ApplyAsync(Web);
        await cluster.Objects.WaitForReadyAsync("Deployment", "web");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<MapValue> Documents(EmulatedCluster cluster, string kind) => cluster.Objects.List(kind, "default").Select(o => o.Root);

    private static string[] PodsOf(EmulatedCluster cluster) =>
        [.. cluster.Objects.List("Pod", "default").Select(p => $"{p.Name} {p.Metadata.Uid} {p.Metadata.Owners[0].Uid} {p.Status.String("phase")}").Order(StringComparer.Ordinal)];

    private string PathOf(string file) => Path.Combine(_folder, file);
}
