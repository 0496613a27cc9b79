using KubeEmulator.Api;
using KubeEmulator.Runtime;
using KubeEmulator.Values;

namespace KubeEmulator.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_SetByATest_AreServedForTop()
    {
        await using var cluster = await EmulatedCluster.StartAsync(new EmulatedClusterOptions { Clock = ClusterClock.Manual(), Seed = 3 });
        Assert.Null(cluster.Api.Catalog.Find("metrics.k8s.io", "v1beta1", "pods"));
        await cluster.Objects.CreateAsync("{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}");
        await cluster.Clock.AdvanceAsync(TimeSpan.FromSeconds(30));

        var start = cluster.Clock.GetUtcNow();
        cluster.Metrics.Set("default", "app=web", now => new Metrics.ContainerUse($"{100 + (int)(now - start).TotalMinutes}m", "64Mi"));
        await cluster.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));

        var pods = cluster.Api.Catalog.Find("metrics.k8s.io", "v1beta1", "pods")!;
        var shown = cluster.Api.List(pods, "default", ListOptions.All).Items.Single();
        Assert.Equal("{\"cpu\":\"105m\",\"memory\":\"64Mi\"}", shown.Root.Maps("containers").Single().Map("usage")!.ToString());
        Assert.Equal("PodMetrics", cluster.Api.Get(pods, "default", "web").Kind);

        var nodes = cluster.Api.List(cluster.Api.Catalog.Find("metrics.k8s.io", "v1beta1", "nodes")!, "", ListOptions.All).Items.Single();
        Assert.Equal("64Mi", nodes.Root.StringAt("usage", "memory"));
    }
}
