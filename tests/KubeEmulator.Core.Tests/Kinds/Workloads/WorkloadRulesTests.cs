namespace KubeEmulator.Core.Tests.Kinds.Workloads;

public class WorkloadRulesTests
{
    private const string Template = "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";
    private const string Selected = "\"selector\":{\"matchLabels\":{\"a\":\"b\"}}," + Template;
    private const string OnlyAlways = "Unsupported value: \"Never\": supported values: \"Always\"";
    private const string NotMatching = "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match template `labels`";

    [Theory]
    [InlineData("spec.replicas=-1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.selector=null", "spec.selector: Required value")]
    [InlineData("spec.selector={}", "spec.selector: Invalid value: {}: empty selector is invalid for deployment")]
    [InlineData("spec.selector.matchLabels.a=\"c\"", NotMatching)]
    [InlineData("spec.template.spec.restartPolicy=\"Never\"", "spec.template.spec.restartPolicy: " + OnlyAlways)]
    [InlineData("spec.template.spec.activeDeadlineSeconds=1", "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported")]
    [InlineData("spec.template.spec.ephemeralContainers.0={\"name\":\"e\",\"image\":\"i\"}", "spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template")]
    [InlineData("spec.minReadySeconds=-1", "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.revisionHistoryLimit=-1", "spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.progressDeadlineSeconds=1;;spec.minReadySeconds=1", "spec.progressDeadlineSeconds: Invalid value: 1: must be greater than minReadySeconds")]
    [InlineData("spec.strategy={\"type\":\"Recreate\",\"rollingUpdate\":{}}", "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'")]
    [InlineData("spec.strategy={\"type\":\"Blue\"}", "spec.strategy: Unsupported value: {\"Type\":\"Blue\",\"RollingUpdate\":null}: supported values: \"Recreate\", \"RollingUpdate\"")]
    [InlineData("spec.strategy={\"rollingUpdate\":{\"maxSurge\":0,\"maxUnavailable\":0}}", "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0")]
    [InlineData("spec.strategy={\"rollingUpdate\":{\"maxUnavailable\":\"200%\"}}", "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"200%\": must not be greater than 100%")]
    [InlineData("spec.strategy={\"rollingUpdate\":{\"maxSurge\":\"x\"}}", "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"x\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")]
    [InlineData("metadata.finalizers=[\"x\"]", "metadata.finalizers[0]: Invalid value: \"x\": name is neither a standard finalizer name nor is it fully qualified")]
    public Task Deployment_Broken_TellsWhy(string edits, string error) => Created("apps", "v1", "deployments", "Deployment", Selected, edits, error);

    [Theory]
    [InlineData("spec.selector.matchLabels.a=\"c\"", "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"c\"}}: field is immutable")]
    public Task Deployment_Changed_TellsWhy(string edits, string error) => Updated("apps", "v1", "deployments", "Deployment", Selected, edits, error);

    [Theory]
    [InlineData("status.replicas=-1", "status.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("status.readyReplicas=1", "status.readyReplicas: Invalid value: 1: cannot be greater than status.replicas")]
    [InlineData("status.replicas=1;;status.availableReplicas=1", "status.availableReplicas: Invalid value: 1: cannot be greater than readyReplicas")]
    public Task Deployment_StatusThatMakesNoSense_TellsWhy(string edits, string error) => Updated("apps", "v1", "deployments", "Deployment", Selected, edits, error, "status");

    [Theory]
    [InlineData("spec.replicas=-1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.minReadySeconds=-1", "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.selector=null", "spec.selector: Required value")]
    [InlineData("spec.selector.matchLabels.a=\"c\"", NotMatching)]
    public Task ReplicaSet_Broken_TellsWhy(string edits, string error) => Created("apps", "v1", "replicasets", "ReplicaSet", Selected, edits, error);

    [Theory]
    [InlineData("status.fullyLabeledReplicas=1", "status.fullyLabeledReplicas: Invalid value: 1: cannot be greater than status.replicas")]
    [InlineData("status.observedGeneration=-1", "status.observedGeneration: Invalid value: -1: must be greater than or equal to 0")]
    public Task ReplicaSet_StatusThatMakesNoSense_TellsWhy(string edits, string error) => Updated("apps", "v1", "replicasets", "ReplicaSet", Selected, edits, error, "status");

    [Theory]
    [InlineData("spec.podManagementPolicy=\"X\"", "spec.podManagementPolicy: Invalid value: \"X\": must be 'OrderedReady' or 'Parallel'")]
    [InlineData("spec.updateStrategy={\"type\":\"Blue\"}", "spec.updateStrategy: Invalid value: {\"Type\":\"Blue\",\"RollingUpdate\":null}: must be 'RollingUpdate' or 'OnDelete'")]
    [InlineData("spec.updateStrategy={\"type\":\"OnDelete\",\"rollingUpdate\":{\"partition\":1}}", "spec.updateStrategy.rollingUpdate: Invalid value: {\"Partition\":1,\"MaxUnavailable\":null}: only allowed for updateStrategy 'RollingUpdate'")]
    [InlineData("spec.updateStrategy={\"rollingUpdate\":{\"partition\":-1}}", "spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.persistentVolumeClaimRetentionPolicy={\"whenDeleted\":\"X\"}", "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"X\": supported values: \"Retain\", \"Delete\"")]
    [InlineData("spec.ordinals={\"start\":-1}", "spec.ordinals.start: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.serviceName=\"a.b\"", "spec.serviceName: Invalid value: \"a.b\": must not contain dots")]
    [InlineData("spec.selector={}", "spec.selector: Invalid value: {}: empty selector is invalid for statefulset")]
    [InlineData("spec.volumeClaimTemplates.0={\"metadata\":{\"name\":\"d\"},\"spec\":{\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}", "spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required")]
    [InlineData("spec.volumeClaimTemplates.0={\"metadata\":{\"name\":\"d\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"]}}", "spec.volumeClaimTemplates[0].spec.resources[storage]: Required value")]
    [InlineData("spec.template.spec.restartPolicy=\"Never\"", "spec.template.spec.restartPolicy: " + OnlyAlways)]
    public Task StatefulSet_Broken_TellsWhy(string edits, string error) => Created("apps", "v1", "statefulsets", "StatefulSet", Selected, edits, error);

    [Theory]
    [InlineData("spec.serviceName=\"x\"", "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")]
    public Task StatefulSet_Changed_TellsWhy(string edits, string error) => Updated("apps", "v1", "statefulsets", "StatefulSet", Selected, edits, error);

    [Theory]
    [InlineData("spec.selector={}", "spec.selector: Invalid value: {}: empty selector is invalid for daemonset")]
    [InlineData("spec.updateStrategy={\"rollingUpdate\":{\"maxSurge\":1,\"maxUnavailable\":1}}", "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero")]
    [InlineData("spec.updateStrategy={\"rollingUpdate\":{\"maxSurge\":0,\"maxUnavailable\":0}}", "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0")]
    [InlineData("spec.updateStrategy={\"type\":\"Blue\"}", "spec.updateStrategy: Unsupported value: {\"Type\":\"Blue\",\"RollingUpdate\":null}: supported values: \"RollingUpdate\", \"OnDelete\"")]
    [InlineData("spec.template.spec.activeDeadlineSeconds=1", "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported")]
    public Task DaemonSet_Broken_TellsWhy(string edits, string error) => Created("apps", "v1", "daemonsets", "DaemonSet", Selected, edits, error);

    [Theory]
    [InlineData("spec.template=null", "spec.template: Required value")]
    [InlineData("spec.replicas=-1", "spec.replicas: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.selector={\"x\":\"y\"}", NotMatching)]
    public Task ReplicationController_Broken_TellsWhy(string edits, string error) => Created("", "v1", "replicationcontrollers", "ReplicationController", Template, edits, error);

    [Theory]
    [InlineData("data=null", "data: Required value: data is mandatory")]
    [InlineData("data=[1]", "data: Required value: data must be a valid JSON object")]
    [InlineData("revision=-1", "revision: Invalid value: -1: must be greater than or equal to 0")]
    public async Task ControllerRevision_Broken_TellsWhy(string edits, string error) => Assert.Contains(error, await RuleTable.CreateAsync(
        "apps", "v1", "controllerrevisions", "{\"apiVersion\":\"apps/v1\",\"kind\":\"ControllerRevision\",\"metadata\":{\"name\":\"r\"},\"data\":{},\"revision\":1}", edits));

    private static async Task Created(string group, string version, string resource, string kind, string spec, string edits, string error) =>
        Assert.Contains(error, await RuleTable.CreateAsync(group, version, resource, Object(group, version, kind, spec), edits));

    private static async Task Updated(string group, string version, string resource, string kind, string spec, string edits, string error, string subresource = "") =>
        Assert.Contains(error, await RuleTable.UpdateAsync(group, version, resource, Object(group, version, kind, spec), edits, subresource));

    private static string Object(string group, string version, string kind, string spec) =>
        $$$"""{"apiVersion":"{{{(group.Length == 0 ? "" : group + "/")}}}{{{version}}}","kind":"{{{kind}}}","metadata":{"name":"w"},"spec":{{{{spec}}}}}""";
}
