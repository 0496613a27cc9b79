using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Kinds.Policy;

public class BudgetAndAutoscalerRulesTests
{
    private const string Budget = "{\"apiVersion\":\"policy/v1\",\"kind\":\"PodDisruptionBudget\",\"metadata\":{\"name\":\"b\"},\"spec\":{\"minAvailable\":1,\"selector\":{\"matchLabels\":{\"a\":\"b\"}}}}";
    private const string Autoscaler = "{\"apiVersion\":\"autoscaling/v2\",\"kind\":\"HorizontalPodAutoscaler\",\"metadata\":{\"name\":\"h\"},\"spec\":{\"maxReplicas\":3,\"scaleTargetRef\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"d\"}}}";

    [Theory]
    [InlineData("spec.maxUnavailable=1", "spec: Invalid value: {\"MinAvailable\":1,\"Selector\":{\"matchLabels\":{\"a\":\"b\"}},\"MaxUnavailable\":1,\"UnhealthyPodEvictionPolicy\":null}: minAvailable and maxUnavailable cannot be both set")]
    [InlineData("spec.minAvailable=-1", "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.minAvailable=\"101%\"", "spec.minAvailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("spec.unhealthyPodEvictionPolicy=\"X\"", "spec.unhealthyPodEvictionPolicy: Unsupported value: \"X\": supported values: \"AlwaysAllow\", \"IfHealthyBudget\"")]
    public async Task Budget_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("policy", "v1", "poddisruptionbudgets", Budget, edits));

    [Theory]
    [InlineData("spec.maxReplicas=0", "spec.maxReplicas: Required value: must be set and greater than 0")]
    [InlineData("spec.minReplicas=0", "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1")]
    [InlineData("spec.minReplicas=4", "spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`")]
    [InlineData("spec.scaleTargetRef.kind=\"\"", "spec.scaleTargetRef.kind: Required value")]
    [InlineData("spec.scaleTargetRef.name=\"a/b\"", "spec.scaleTargetRef.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("spec.metrics.0={\"type\":\"X\"}", "spec.metrics[0].type: Unsupported value: \"X\": supported values: \"ContainerResource\", \"External\", \"Object\", \"Pods\", \"Resource\"")]
    [InlineData("spec.metrics.0={\"type\":\"Resource\"}", "spec.metrics[0].resource: Required value: must populate information for the given metric source")]
    [InlineData("spec.metrics.0={\"type\":\"Resource\",\"resource\":{\"name\":\"\",\"target\":{\"type\":\"Utilization\",\"averageUtilization\":1}}}", "spec.metrics[0].resource.name: Required value: must specify a resource name")]
    [InlineData("spec.metrics.0={\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\",\"averageUtilization\":0}}}", "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0")]
    [InlineData("spec.metrics.0={\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"X\",\"averageUtilization\":1}}}", "spec.metrics[0].resource.target.type: Invalid value: \"X\": must be either Utilization, Value, or AverageValue")]
    [InlineData("spec.metrics.0={\"type\":\"Pods\",\"pods\":{\"metric\":{\"name\":\"\"},\"target\":{\"type\":\"AverageValue\",\"averageValue\":\"1\"}}}", "spec.metrics[0].pods.metric.name: Required value: must specify a metric name")]
    [InlineData("spec.behavior={\"scaleUp\":{\"stabilizationWindowSeconds\":3601}}", "spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600")]
    [InlineData("spec.behavior={\"scaleUp\":{\"selectPolicy\":\"X\"}}", "spec.behavior.scaleUp.selectPolicy: Unsupported value: \"X\": supported values: \"Disabled\", \"Max\", \"Min\"")]
    [InlineData("spec.behavior={\"scaleDown\":{\"policies\":[{\"type\":\"X\",\"value\":1,\"periodSeconds\":1}]}}", "spec.behavior.scaleDown.policies[0].type: Unsupported value: \"X\": supported values: \"Percent\", \"Pods\"")]
    [InlineData("spec.behavior={\"scaleDown\":{\"policies\":[{\"type\":\"Pods\",\"value\":0,\"periodSeconds\":1801}]}}", "spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800")]
    public async Task Autoscaler_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync("autoscaling", "v2", "horizontalpodautoscalers", Autoscaler, edits));

    [Fact]
    public async Task Autoscaler_ReadInV1_KeepsInAnnotationsWhatV1DoesNotKnow()
    {
        var (cluster, v2) = RuleTable.Cluster("autoscaling", "v2", "horizontalpodautoscalers");
        var metrics = "spec.metrics=[{\"type\":\"Pods\",\"pods\":{\"metric\":{\"name\":\"m\"},\"target\":{\"type\":\"AverageValue\",\"averageValue\":\"5\"}}},{\"type\":\"Resource\",\"resource\":{\"name\":\"cpu\",\"target\":{\"type\":\"Utilization\",\"averageUtilization\":60}}}]";
        var created = await cluster.Api.CreateAsync(v2, "default", RuleTable.Edited(Autoscaler, metrics), WriteOptions.None, cluster.Request);
        var v1 = cluster.Services.Catalog.Find("autoscaling", "v1", "horizontalpodautoscalers")!;

        var read = cluster.Api.Get(v1, "default", "h");

        Assert.Equal(60, read.Spec.Integer("targetCPUUtilizationPercentage"));
        Assert.Equal("[{\"type\":\"Pods\",\"pods\":{\"metricName\":\"m\",\"targetAverageValue\":\"5\"}}]", read.Metadata.Annotations.String("autoscaling.alpha.kubernetes.io/metrics"));
        await cluster.Api.UpdateAsync(v1, "default", "h", "", read.Root, WriteOptions.None, cluster.Request);
        Assert.Equal(created.Spec["metrics"], cluster.Api.Get(v2, "default", "h").Spec["metrics"]);
    }
}
