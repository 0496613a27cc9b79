using KubeEmulator.Rules;

namespace KubeEmulator.Core.Tests.Rules;

public sealed class PodResourcesTests
{
    [Theory]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 100m}}}, {name: b, resources: {requests: {cpu: '1', memory: 1Gi}}}]}", "cpu=1100m,memory=1Gi")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}], initContainers: [{name: i, resources: {requests: {cpu: 3}}}, {name: j, resources: {requests: {cpu: 2}}}]}", "cpu=3")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}], initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 2}}}, {name: j, resources: {requests: {cpu: 2}}}]}", "cpu=4")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}], overhead: {cpu: 250m}}", "cpu=1250m")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}], resources: {requests: {cpu: 4, storage: 1}}}", "cpu=4")]
    [InlineData("{spec: {containers: [{name: a, resources: {requests: {cpu: 2}}}]}, status: {containerStatuses: [{name: a, allocatedResources: {cpu: 1}, resources: {requests: {cpu: 3}}}]}}", "cpu=3")]
    [InlineData("{spec: {containers: [{name: a, resources: {requests: {cpu: 9}}}]}, status: {conditions: [{type: PodResizePending, reason: Infeasible}], containerStatuses: [{name: a, allocatedResources: {cpu: 1}, resources: {requests: {cpu: 3}}}]}}", "cpu=3")]
    public void Requests_OfAPod_AreWhatTheSchedulerCounts(string pod, string expected) =>
        Assert.Equal(expected, PodResources.Requests(Documents.Pod(pod)).ToString());

    [Fact]
    public void Limits_OfAPod_GetOverheadOnlyWhereTheyAreSet()
    {
        var pod = Documents.Pod("spec: {containers: [{name: a, resources: {limits: {cpu: 1}}}], overhead: {cpu: 250m, memory: 1Gi}}");

        Assert.Equal("cpu=1250m", PodResources.Limits(pod).ToString());
        Assert.Equal("cpu=1", PodResources.Limits(pod, new PodResourcesOptions { ExcludeOverhead = true }).ToString());
    }

    [Fact]
    public void Requests_ForScoring_TakeSomethingForGranted()
    {
        var pod = Documents.Pod("spec: {containers: [{name: a}, {name: b, resources: {requests: {cpu: 0}}}]}");
        var options = new PodResourcesOptions { NonMissingRequests = new ResourceList { ["cpu"] = KubeEmulator.Objects.Quantity.Parse("100m") } };

        Assert.Equal("cpu=100m", PodResources.Requests(pod, options).ToString());
    }

    [Theory]
    [InlineData("spec: {containers: [{name: a}]}", "BestEffort")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}]}", "Burstable")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1000m, memory: 1024Mi}}}]}", "Guaranteed")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}}, {name: b}]}", "Burstable")]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {example.com/gpu: 1}}}]}", "BestEffort")]
    [InlineData("spec: {containers: [{name: a}], resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}}", "Guaranteed")]
    public void QosClass_OfAPod_FollowsRequestsAndLimits(string pod, string expected) =>
        Assert.Equal(expected, QosClass.Of(Documents.Pod(pod)));
}
