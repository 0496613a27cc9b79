using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Core.Tests.Rules;

public sealed class QuotaTests
{
    private static readonly DateTimeOffset Now = Documents.Time("2026-01-01T00:10:00Z");

    [Theory]
    [InlineData("spec: {containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi, example.com/gpu: 2, hugepages-2Mi: 4Mi}, limits: {cpu: 2}}}]}", "count/pods=1,cpu=1,hugepages-2Mi=4Mi,limits.cpu=2,memory=1Gi,pods=1,requests.cpu=1,requests.example.com/gpu=2,requests.hugepages-2Mi=4Mi,requests.memory=1Gi")]
    [InlineData("{spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}]}, status: {phase: Failed}}", "count/pods=1")]
    [InlineData("{metadata: {deletionTimestamp: '2026-01-01T00:00:00Z', deletionGracePeriodSeconds: 30}, spec: {containers: [{name: a}]}}", "count/pods=1")]
    public void Pod_Measured_IsChargedWhileItLives(string pod, string expected) =>
        Assert.Equal(expected, QuotaEvaluators.For(new GroupResource("", "pods")).Usage(Documents.Object(pod), Now).ToString());

    [Theory]
    [InlineData("spec: {type: ClusterIP, ports: [{port: 1}]}", 0, 0)]
    [InlineData("spec: {type: NodePort, ports: [{port: 1}, {port: 2}]}", 2, 0)]
    [InlineData("spec: {type: LoadBalancer, ports: [{port: 1}]}", 1, 1)]
    [InlineData("spec: {type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{port: 1}, {port: 2, nodePort: 30000}]}", 1, 1)]
    public void Service_Measured_CountsItsNodePorts(string service, int nodePorts, int loadBalancers)
    {
        var usage = QuotaEvaluators.For(new GroupResource("", "services")).Usage(Documents.Object(service), Now);

        Assert.Equal((1, nodePorts, loadBalancers), (usage["services"].Value, usage["services.nodeports"].Value, usage["services.loadbalancers"].Value));
    }

    [Fact]
    public void Claim_Measured_IsChargedToItsClassInWholeBytes() =>
        Assert.Equal(
            "count/persistentvolumeclaims=1,gold.storageclass.storage.k8s.io/persistentvolumeclaims=1,gold.storageclass.storage.k8s.io/requests.storage=2,persistentvolumeclaims=1,requests.storage=2",
            QuotaEvaluators.For(new GroupResource("", "persistentvolumeclaims")).Usage(Documents.Object("spec: {storageClassName: gold, resources: {requests: {storage: 1500m}}}"), Now).ToString());

    [Theory]
    [InlineData("spec: {scopes: [BestEffort]}", true)]
    [InlineData("spec: {scopes: [NotBestEffort]}", false)]
    [InlineData("spec: {scopes: [Terminating]}", true)]
    [InlineData("spec: {scopes: [NotTerminating]}", false)]
    [InlineData("spec: {scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}", true)]
    [InlineData("spec: {scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: NotIn, values: [high]}]}}", false)]
    [InlineData("spec: {scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists}]}}", true)]
    [InlineData("spec: {scopes: [CrossNamespacePodAffinity]}", true)]
    [InlineData("spec: {scopes: [BestEffort, NotTerminating]}", false)]
    [InlineData("spec: {}", true)]
    public void Quota_WithScopes_IsAboutPodsInAllOfThem(string quotaSpec, bool expected)
    {
        var pod = Documents.Object("spec: {priorityClassName: high, activeDeadlineSeconds: 5, containers: [{name: a}], affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {namespaces: [x]}}]}}}");
        var quota = Documents.Object(quotaSpec + "\nstatus: {hard: {pods: '1'}}");

        Assert.Equal(expected, QuotaEvaluators.For(new GroupResource("", "pods")).Matches(quota, pod));
    }

    [Fact]
    public void Pod_WithoutWhatTheQuotaLimits_IsToldWhichContainers() =>
        Assert.Equal(
            "must specify limits.cpu for: a,b; requests.memory for: b",
            QuotaEvaluators.For(new GroupResource("", "pods")).CheckConstraints(
                ["pods", "limits.cpu", "requests.memory"],
                Documents.Object("spec: {containers: [{name: b}, {name: a, resources: {requests: {memory: 1}}}]}")));

    [Fact]
    public void Objects_OfAnyResource_AreCountedUnderTheirNameAndAlias()
    {
        var deployments = QuotaEvaluators.For(new GroupResource("apps", "deployments"));
        var secrets = QuotaEvaluators.For(new GroupResource("", "secrets"));
        var quota = Documents.Object("spec: {}");

        Assert.Equal("count/deployments.apps=1", deployments.Usage(quota, Now).ToString());
        Assert.Equal("count/secrets=2,secrets=2", secrets.Sum(quota, ["secrets", "pods"], [quota, quota], Now).ToString());
        Assert.Equal(["secrets"], secrets.MatchingResources(["secrets", "pods"]));
    }

    [Fact]
    public void Pods_Measured_MatchTheQuotasResourcesTheyUse() =>
        Assert.Equal(
            ["cpu", "hugepages-1Gi", "requests.example.com/gpu"],
            QuotaEvaluators.For(new GroupResource("", "pods")).MatchingResources(["requests.example.com/gpu", "services", "hugepages-1Gi", "cpu", "requests.storage"]));

    [Fact]
    public void Amounts_BeyondTheLimits_AreNamed()
    {
        var used = ResourceList.From(Documents.Map("{cpu: 3, memory: 1Gi, pods: 5}"));

        Assert.Equal(["cpu"], used.Exceeding(ResourceList.From(Documents.Map("{cpu: 2, memory: 1024Mi}"))));
        Assert.Equal("cpu=1,memory=1Gi,pods=5", used.Subtract(ResourceList.From(Documents.Map("{cpu: 2}"))).ToString());
        Assert.Equal("""{"cpu":"1","memory":"1Gi"}""", used.Masked(["memory", "cpu", "x"]).ToValue().ToString());
    }
}
