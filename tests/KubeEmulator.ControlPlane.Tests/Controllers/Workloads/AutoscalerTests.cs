using KubeEmulator.Values;
using Xunit;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

public sealed class AutoscalerTests
{
    private const string Kind = "horizontalpodautoscalers.autoscaling";
    private const string Cpu = "metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private static async Task<(ControllerHarness Cluster, FakeMetrics Metrics)> StartAsync(string metrics, int replicas = 2, string range = "minReplicas: 2, maxReplicas: 10", string more = "")
    {
        var cluster = await WorkloadHarness.StartAsync();
        var source = new FakeMetrics(cluster);
        cluster.Services.Metrics = source;
        await cluster.ApplyAsync(WorkloadHarness.Deployment(replicas).Replace("image: 'web:1'", "image: 'web:1', resources: {requests: {cpu: 100m}}", StringComparison.Ordinal));
        await cluster.ApplyAsync("{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, "
            + range + ", " + metrics + (more.Length > 0 ? ", " + more : "") + "}}");
        await cluster.QuietAsync();
        return (cluster, source);
    }

    private static long? Replicas(ControllerHarness cluster) => cluster.Get("deployments.apps", "web").Spec.Integer("replicas");

    [Fact]
    public async Task Autoscaler_NoMetricsApi_SaysWhatTheRealOneSays()
    {
        var (cluster, _) = await StartAsync(Cpu);
        await using var owned = cluster;
        cluster.Services.Metrics = null;
        await cluster.AdvanceAsync(Period);

        Assert.Equal("False FailedGetResourceMetric", cluster.Get(Kind, "web").Condition("ScalingActive"));
        Assert.Contains(
            "HorizontalPodAutoscaler/web Warning FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: "
            + "unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
            cluster.Events());
    }

    [Theory]
    [InlineData(1, "minReplicas: 2, maxReplicas: 4", 2, "Current number of replicas below Spec.MinReplicas")]
    [InlineData(6, "minReplicas: 2, maxReplicas: 4", 4, "Current number of replicas above Spec.MaxReplicas")]
    public async Task Autoscaler_OutOfRange_ComesBackWithoutMetrics(int replicas, string range, int expected, string reason)
    {
        var (cluster, _) = await StartAsync(Cpu, replicas, range);
        await using var owned = cluster;
        await cluster.AdvanceAsync(Period);

        Assert.Equal(expected, Replicas(cluster));
        Assert.Contains($"HorizontalPodAutoscaler/web Normal SuccessfulRescale: New size: {expected}; reason: {reason}", cluster.Events());
        Assert.Equal("True SucceededRescale", cluster.Get(Kind, "web").Condition("AbleToScale"));
    }

    [Fact]
    public async Task Autoscaler_ScaledToZero_IsOff()
    {
        var (cluster, _) = await StartAsync(Cpu, 0);
        await using var owned = cluster;
        await cluster.AdvanceAsync(Period);
        Assert.Equal("False ScalingDisabled", cluster.Get(Kind, "web").Condition("ScalingActive"));
    }

    [Fact]
    public async Task Autoscaler_LoadTriples_GrowsAtMostTwofoldAndShrinksAfterTheWindow()
    {
        var (cluster, metrics) = await StartAsync(Cpu);
        await using var owned = cluster;
        metrics.Load = () => 100;
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(2, Replicas(cluster));

        metrics.Load = () => 350;
        await cluster.AdvanceAsync(Period);
        Assert.Equal(4, Replicas(cluster));
        Assert.Equal("True ScaleUpLimit", cluster.Get(Kind, "web").Condition("ScalingLimited"));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(7, Replicas(cluster));

        metrics.Load = () => 100;
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Equal(7, Replicas(cluster));
        Assert.Equal("True ScaleDownStabilized", cluster.Get(Kind, "web").Condition("AbleToScale"));
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(2, Replicas(cluster));
    }

    [Fact]
    public async Task Autoscaler_Behavior_LimitsTheRateInEachDirection()
    {
        var (cluster, metrics) = await StartAsync(
            Cpu,
            more: "behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}, scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 2, periodSeconds: 60}]}}");
        await using var owned = cluster;
        metrics.Load = () => 400;
        await cluster.AdvanceAsync(TimeSpan.FromMinutes(6));
        var grown = Replicas(cluster);
        metrics.Load = () => 100;
        await cluster.AdvanceAsync(Period);

        Assert.Equal(8, grown);

        // The pod that came less than a minute ago does not count as one that may go.
        Assert.Equal(5, Replicas(cluster));
        Assert.Equal("True ScaleDownLimit", cluster.Get(Kind, "web").Condition("ScalingLimited"));
    }

    [Theory]
    [InlineData("{type: Pods, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 10}}}", 20, 4)]
    [InlineData("{type: Object, object: {metric: {name: m}, describedObject: {apiVersion: v1, kind: Service, name: s}, target: {type: Value, value: 10}}}", 15, 3)]
    [InlineData("{type: Object, object: {metric: {name: m}, describedObject: {apiVersion: v1, kind: Service, name: s}, target: {type: AverageValue, averageValue: 10}}}", 35, 4)]
    [InlineData("{type: External, external: {metric: {name: m}, target: {type: AverageValue, averageValue: 10}}}", 31, 4)]
    [InlineData("{type: External, external: {metric: {name: m}, target: {type: Value, value: 10}}}", 20, 4)]
    public async Task Autoscaler_OtherMetrics_GiveTheReplicasOfTheirRule(string metric, long value, long expected)
    {
        var (cluster, metrics) = await StartAsync($"metrics: [{metric}]");
        await using var owned = cluster;
        metrics.Values["m"] = value;
        await cluster.AdvanceAsync(Period);
        Assert.Equal(expected, Replicas(cluster));
        Assert.Equal("True ValidMetricFound", cluster.Get(Kind, "web").Condition("ScalingActive"));
    }

    [Fact]
    public async Task Autoscaler_TwoHoursOfLoad_GivesTheSequenceOfUpstreamsRules()
    {
        var (cluster, metrics) = await StartAsync(Cpu);
        await using var owned = cluster;
        var start = cluster.Clock.GetUtcNow();
        metrics.Load = () => (long)(60 + (400 * Math.Pow(Math.Sin(Math.PI * (cluster.Clock.GetUtcNow() - start).TotalSeconds / 7200), 2)));
        var sequence = new List<string>();
        var last = Replicas(cluster);
        for (var seconds = 15; seconds <= 7200; seconds += 15)
        {
            await cluster.AdvanceAsync(Period);
            if (Replicas(cluster) is var now && now != last)
            {
                sequence.Add($"{seconds}:{now}");
                last = now;
            }
        }

        // Made by a separate transcription of replica_calculator.go and horizontal.go.
        Assert.Equal(ExpectedSequence, string.Join(' ', sequence));
    }

    private const string ExpectedSequence = "855:3 1260:4 1605:5 1920:6 2250:7 2640:8 3210:9 4785:8 5160:7 5460:6 5760:5 6030:4 6360:3 6750:2";
}
