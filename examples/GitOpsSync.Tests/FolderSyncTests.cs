using KubeEmulator;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace GitOpsSync.Tests;

/// <summary>A folder and a cluster, and what happens to one when the other changes.</summary>
public sealed class FolderSyncTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gitops-");
    private EmulatedCluster _cluster = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _cluster = await EmulatedCluster.StartAsync(o => o.WithClock(ClusterClock.Manual()));
        _http = new HttpClient(_cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };
        Write("shop.yaml", Shop);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Folder_IsApplied()
    {
        var result = await SyncAsync();

        Assert.Empty(result.Errors);
        Assert.Equal(4, result.Applied.Count);
        await _cluster.Objects.WaitForReadyAsync("Deployment", "web", "shop");
        Assert.Equal("blue", _cluster.Objects.Get("Color", "favourite", "shop").Root.StringAt("spec", "name"));
    }

    [Fact]
    public async Task ObjectTakenOutOfTheFolder_IsPruned_AndNothingElse()
    {
        await SyncAsync();
        await _cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: by-hand, namespace: shop}}");
        Write("shop.yaml", Shop[..Shop.LastIndexOf("---", StringComparison.Ordinal)]);

        var result = await SyncAsync();

        Assert.Equal(["/apis/apps/v1/namespaces/shop/deployments/web"], result.Pruned);
        await _cluster.Objects.WaitForDeletedAsync("Deployment", "web", "shop");
        await _cluster.QuietAsync();
        Assert.Empty(_cluster.Objects.List("ReplicaSet", "shop"));
        Assert.NotNull(_cluster.Objects.Find("ConfigMap", "by-hand", "shop"));
    }

    [Fact]
    public async Task ChangeByHand_IsTakenBack_ButNotWhatTheFolderLeavesOpen()
    {
        await SyncAsync();
        await _cluster.Objects.PatchAsync("Deployment", "web", "{spec: {replicas: 4, template: {spec: {containers: [{name: web, image: mine}]}}}}", "shop");

        await SyncAsync();

        var spec = _cluster.Objects.Get("Deployment", "web", "shop").Spec;
        Assert.Equal(4, spec.Integer("replicas"));
        Assert.Equal("nginx:1.29", spec.Map("template")!.Map("spec")!.Maps("containers").Single().String("image"));
    }

    [Fact]
    public async Task BrokenFile_IsNamed_AndNothingIsPruned()
    {
        await SyncAsync();
        Write("shop.yaml", "a: [");

        var result = await SyncAsync();

        Assert.StartsWith(Path.Combine(_folder.FullName, "shop.yaml"), Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.NotNull(_cluster.Objects.Find("Deployment", "web", "shop"));
    }

    [Fact]
    public async Task TwoSets_LeaveEachOthersObjectsAlone()
    {
        await SyncAsync();
        var other = await new FolderSync(_http, "other").OnceAsync(_folder.CreateSubdirectory("empty").FullName);

        Assert.Empty(other.Pruned);
        Assert.NotNull(_cluster.Objects.Find("Deployment", "web", "shop"));
    }

    [Fact]
    public async Task Loop_SynchronisesEveryHalfMinute()
    {
        using var stop = new CancellationTokenSource();
        var results = new List<SyncResult>();
        var loop = new FolderSync(_http, "shop").RunAsync(_folder.FullName, TimeSpan.FromSeconds(30), _cluster.Clock, results.Add, stop.Token);
        await _cluster.Objects.WaitForReadyAsync("Deployment", "web", "shop");

        await _cluster.Objects.DeleteAsync("Deployment", "web", "shop");
        await _cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(_cluster.Objects.Find("Deployment", "web", "shop"));
        await stop.CancelAsync();
        await loop;
    }

    private const string Shop = """
        apiVersion: example.com/v1
        kind: Color
        metadata: {name: favourite, namespace: shop}
        spec: {name: blue}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: colors.example.com}
        spec:
          group: example.com
          names: {kind: Color, plural: colors}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {name: {type: string}}}}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: web, image: "nginx:1.29"}]}
        """;

    private Task<SyncResult> SyncAsync() => new FolderSync(_http, "shop").OnceAsync(_folder.FullName);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);
}
