using KubeEmulator.Api;
using KubeEmulator.Metrics;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests;

public sealed class MetricsTests
{
    private const string Web = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default, labels: {app: web}}, spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: 500m, memory: 64Mi}}}]}}";

    private static async Task<EmulatedCluster> StartAsync(Func<KubeEmulatorBuilder, KubeEmulatorBuilder>? more = null)
    {
        var builder = new KubeEmulatorBuilder().WithClock(ClusterClock.Manual()).WithSeed(3);
        var cluster = await (more?.Invoke(builder) ?? builder).StartAsync();
        await cluster.Objects.CreateAsync(Web);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));
        return cluster;
    }

    private static ResourceType? Type(EmulatedCluster cluster, string plural) => cluster.Api.Catalog.Find("metrics.k8s.io", "v1beta1", plural);

    private static async Task<(int Code, MapValue Body)> GetAsync(EmulatedCluster cluster, string path)
    {
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("https://cluster") };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? (MapValue)Value.Parse(text) : MapValue.Empty);
    }

    [Fact]
    public async Task NewCluster_WithKubelets_ServesMetricsOfEveryContainerAndNode()
    {
        await using var cluster = await StartAsync();

        var pod = cluster.Api.List(Type(cluster, "pods")!, "default", ListOptions.All).Items.Single();
        Assert.Equal("{\"cpu\":\"50m\",\"memory\":\"32Mi\"}", pod.Root.Maps("containers").Single().Map("usage")!.ToString());
        var node = cluster.Api.List(Type(cluster, "nodes")!, "", ListOptions.All).Items.Single();
        Assert.Equal("{\"cpu\":\"100m\",\"memory\":\"288Mi\"}", node.Root.Map("usage")!.ToString());
    }

    [Fact]
    public async Task NewCluster_WithKubelets_HasTheApiServiceOfMetricsServer()
    {
        await using var cluster = await StartAsync();

        var service = cluster.Objects.Get("apiservices", "v1beta1.metrics.k8s.io");
        Assert.Equal("{\"namespace\":\"kube-system\",\"name\":\"metrics-server\",\"port\":443}", service.Spec.Map("service")!.ToString());
        var available = service.Status.Maps("conditions").Single();
        Assert.Equal("Available True Passed: all checks passed", $"{available.String("type")} {available.String("status")} {available.String("reason")}: {available.String("message")}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NewCluster_NobodyWhoMeasures_HasNoMetrics(bool kubelets)
    {
        await using var cluster = await StartAsync(b => kubelets ? b.WithoutMetricsServer() : b.WithoutKubelets());

        Assert.Null(Type(cluster, "pods"));
        Assert.Null(cluster.Objects.Find("apiservices", "v1beta1.metrics.k8s.io"));
        Assert.Equal(404, (await GetAsync(cluster, "/apis/metrics.k8s.io/v1beta1/nodes")).Code);
    }

    [Fact]
    public async Task Metrics_SetByATest_AreServedForTop()
    {
        await using var cluster = await StartAsync();
        var start = cluster.Clock.GetUtcNow();
        cluster.Metrics.Set("default", "app=web", now => new ContainerUse($"{100 + (int)(now - start).TotalMinutes}m", "64Mi"));
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        var shown = cluster.Api.List(Type(cluster, "pods")!, "default", ListOptions.All).Items.Single();
        Assert.Equal("{\"cpu\":\"105m\",\"memory\":\"64Mi\"}", shown.Root.Maps("containers").Single().Map("usage")!.ToString());
        Assert.Equal("PodMetrics", cluster.Api.Get(Type(cluster, "pods")!, "default", "web").Kind);
        Assert.Equal("155m", cluster.Api.Get(Type(cluster, "nodes")!, "", cluster.Objects.List("nodes").Single().Name).Root.StringAt("usage", "cpu"));
    }

    [Fact]
    public async Task NodeMetrics_SetByATest_AreThoseValues()
    {
        await using var cluster = await StartAsync();
        var node = cluster.Objects.List("nodes").Single().Name;
        cluster.Metrics.SetNode(node, _ => new ContainerUse("3", "7Gi"));

        var (_, body) = await GetAsync(cluster, $"/apis/metrics.k8s.io/v1beta1/nodes/{node}");
        Assert.Equal("{\"cpu\":\"3\",\"memory\":\"7Gi\"}", body.Map("usage")!.ToString());
    }

    [Fact]
    public async Task Fork_OfAClusterWithSetMetrics_GoesOnWithThem()
    {
        await using var cluster = await StartAsync();
        cluster.Metrics.Set("default", "app=web", "700m", "1Gi");
        cluster.Metrics.SetExternal("default", "depth", _ => "3");
        await using var fork = cluster.Fork();

        Assert.Equal("700m", fork.Api.Get(Type(fork, "pods")!, "default", "web").Root.Maps("containers").Single().StringAt("usage", "cpu"));
        Assert.Equal(200, (await GetAsync(fork, "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/depth")).Code);
    }

    [Fact]
    public async Task CustomMetrics_OverHttp_AreDiscoveredAndRead()
    {
        await using var cluster = await StartAsync();
        Assert.Equal(404, (await GetAsync(cluster, "/apis/custom.metrics.k8s.io/v1beta2")).Code);
        cluster.Metrics.SetObject("default", "Pod", "web", "http_requests", _ => "1500m");
        cluster.Metrics.SetObject("default", "Deployment", "shop", "orders", _ => "7");
        cluster.Metrics.SetObject("", "Namespace", "default", "jobs", _ => "2");

        var names = (await GetAsync(cluster, "/apis/custom.metrics.k8s.io/v1beta2")).Body.Maps("resources").Select(r => $"{r.String("name")} {r.String("kind")} {r.Bool("namespaced")}");
        Assert.Equal(["deployments.apps/orders MetricValueList True", "namespaces/jobs MetricValueList False", "pods/http_requests MetricValueList True"], names);

        var (_, pods) = await GetAsync(cluster, "/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/*/http_requests?labelSelector=app%3Dweb");
        Assert.Equal("MetricValueList custom.metrics.k8s.io/v1beta2", $"{pods.String("kind")} {pods.String("apiVersion")}");
        var item = pods.Maps("items").Single();
        Assert.Equal("{\"kind\":\"Pod\",\"namespace\":\"default\",\"name\":\"web\",\"apiVersion\":\"v1\"}", item.Map("describedObject")!.ToString());
        Assert.Equal("{\"name\":\"http_requests\",\"selector\":null}", item.Map("metric")!.ToString());
        Assert.Equal("1500m", item.String("value"));
        Assert.Equal("7", (await GetAsync(cluster, "/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/deployments.apps/shop/orders")).Body.Maps("items").Single().String("value"));
        Assert.Equal("2", (await GetAsync(cluster, "/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/metrics/jobs")).Body.Maps("items").Single().String("value"));
    }

    [Theory]
    [InlineData("/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/web/unknown", "the server could not find the metric unknown for pods web")]
    [InlineData("/apis/custom.metrics.k8s.io/v1beta2/namespaces/default/pods/*/http_requests?labelSelector=app%3Dother", "the server could not find the metric http_requests for pods")]
    public async Task CustomMetrics_NotThere_SayWhich(string path, string message)
    {
        await using var cluster = await StartAsync();
        cluster.Metrics.SetObject("default", "Pod", "web", "http_requests", _ => "1");

        var (code, body) = await GetAsync(cluster, path);
        Assert.Equal((404, message), (code, body.String("message")));
    }

    [Fact]
    public async Task ExternalMetrics_OverHttp_AreSeriesWithLabels()
    {
        await using var cluster = await StartAsync();
        cluster.Metrics.SetExternal("default", "queue_depth", _ => "30", "queue=work,region=eu");
        cluster.Metrics.SetExternal("default", "queue_depth", _ => "5", "queue=mail");

        var (_, list) = await GetAsync(cluster, "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/queue_depth?labelSelector=queue%3Dwork");
        var item = list.Maps("items").Single();
        Assert.Equal("ExternalMetricValueList", list.String("kind"));
        Assert.Equal("queue_depth {\"queue\":\"work\",\"region\":\"eu\"} 30", $"{item.String("metricName")} {item.Map("metricLabels")} {item.String("value")}");
        Assert.Contains("external.metrics.k8s.io", (await GetAsync(cluster, "/apis")).Body.Maps("groups").Select(g => g.String("name")));
    }

    [Fact]
    public async Task DefaultStorageClass_AskedFor_GivesClaimsAVolume()
    {
        await using var cluster = await StartAsync(b => b.WithDefaultStorageClass());
        await cluster.Objects.ApplyAsync("""
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: default}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: default}, spec: {containers: [{name: c, image: nginx}], volumes: [{name: d, persistentVolumeClaim: {claimName: data}}]}}
            """);
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("Bound", cluster.Objects.Get("pvc", "data", "default").Status.String("phase"));
        Assert.Equal("standard", cluster.Objects.Get("pvc", "data", "default").Spec.String("storageClassName"));
        Assert.Equal("Running", cluster.Objects.Get("pod", "db", "default").Status.String("phase"));
    }

    [Fact]
    public async Task ApiService_ItsServiceComesAndGoes_IsNotedWithoutAWriteOfItsOwn()
    {
        await using var cluster = await StartAsync();
        await cluster.Objects.CreateAsync("""
            {apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.wood.example.com},
             spec: {group: wood.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: saw, namespace: default}}}
            """);
        Assert.Equal("ServiceNotFound", Reason(cluster));

        await cluster.Objects.CreateAsync("{apiVersion: v1, kind: Service, metadata: {name: saw, namespace: default}, spec: {selector: {app: web}, ports: [{port: 443}]}}");
        await cluster.QuietAsync();
        Assert.Equal("FailedDiscoveryCheck", Reason(cluster));

        await cluster.Objects.DeleteAsync("service", "saw", "default");
        await cluster.QuietAsync();
        Assert.Equal("ServiceNotFound", Reason(cluster));
    }

    private static string? Reason(EmulatedCluster cluster) =>
        cluster.Objects.Get("apiservices", "v1.wood.example.com").Status.Maps("conditions").Single(c => c.String("type") == "Available").String("reason");
}
