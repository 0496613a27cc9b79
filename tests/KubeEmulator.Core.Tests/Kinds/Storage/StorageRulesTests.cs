namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class StorageRulesTests
{
    private const string Class = """{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"c"},"provisioner":"example.com/p"}""";
    private const string Attachment = """{"apiVersion":"storage.k8s.io/v1","kind":"VolumeAttachment","metadata":{"name":"a"},"spec":{"attacher":"a","nodeName":"n","source":{"persistentVolumeName":"p"}}}""";
    private const string Driver = """{"apiVersion":"storage.k8s.io/v1","kind":"CSIDriver","metadata":{"name":"d"},"spec":{}}""";
    private const string Node = """{"apiVersion":"storage.k8s.io/v1","kind":"CSINode","metadata":{"name":"n"},"spec":{"drivers":[{"name":"a","nodeID":"x"}]}}""";
    private const string Capacity = """{"apiVersion":"storage.k8s.io/v1","kind":"CSIStorageCapacity","metadata":{"name":"c"},"storageClassName":"s","capacity":"1Gi"}""";
    private const string Attributes = """{"apiVersion":"storage.k8s.io/v1","kind":"VolumeAttributesClass","metadata":{"name":"c"},"driverName":"d","parameters":{"a":"b"}}""";

    [Theory]
    [InlineData("provisioner=\"\"", "provisioner: Required value")]
    [InlineData("provisioner=\"!\"", "provisioner: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("reclaimPolicy=\"Recycle\"", "reclaimPolicy: Unsupported value: \"Recycle\": supported values: \"Delete\", \"Retain\"")]
    [InlineData("volumeBindingMode=\"Later\"", "volumeBindingMode: Unsupported value: \"Later\": supported values: \"Immediate\", \"WaitForFirstConsumer\"")]
    [InlineData("parameters={\"\":\"x\"}", "parameters: Invalid value: \"\": field can not be empty.")]
    [InlineData("allowedTopologies=[{\"matchLabelExpressions\":[{\"key\":\"a\",\"values\":[]}]}]", "allowedTopologies[0].matchLabelExpressions[0].values: Required value")]
    [InlineData("allowedTopologies=[{\"matchLabelExpressions\":[{\"key\":\"a\",\"values\":[\"b\",\"b\"]}]}]", "allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"b\"")]
    [InlineData("allowedTopologies=[{\"matchLabelExpressions\":[{\"key\":\"a\",\"values\":[\"b\"]},{\"key\":\"a\",\"values\":[\"c\"]}]}]", "allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: \"a\"")]
    [InlineData("allowedTopologies=[{\"matchLabelExpressions\":[{\"key\":\"a\",\"values\":[\"b\"]}]},{\"matchLabelExpressions\":[{\"key\":\"a\",\"values\":[\"b\"]}]}]", "allowedTopologies[1].matchLabelExpressions: Duplicate value: \"\"")]
    public async Task StorageClass_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "storageclasses", Class, edits));

    [Theory]
    [InlineData("parameters={\"a\":\"b\"}", "parameters: Invalid value: {\"a\":\"b\"}: field is immutable")]
    [InlineData("provisioner=\"other\"", "provisioner: Invalid value: \"other\": field is immutable")]
    [InlineData("reclaimPolicy=\"Retain\"", "reclaimPolicy: Invalid value: \"Retain\": field is immutable")]
    [InlineData("volumeBindingMode=\"WaitForFirstConsumer\"", "volumeBindingMode: Invalid value: \"WaitForFirstConsumer\": field is immutable")]
    public async Task StorageClass_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "storageclasses", Class, edits));

    [Theory]
    [InlineData("allowedTopologies=[{\"matchLabelExpressions\":[{\"key\":\"failure-domain.beta.kubernetes.io/zone\",\"values\":[\"b\"]}]}]", "allowedTopologies[0].matchLabelExpressions[0].key: deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead")]
    public async Task StorageClass_WithOldLabels_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("storage.k8s.io", "v1", "storageclasses", Class, edits));

    [Theory]
    [InlineData("spec.attacher=\"\"", "spec.attacher: Required value")]
    [InlineData("spec.nodeName=\"\"", "spec.nodeName: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.source={}", "spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName")]
    [InlineData("spec.source.persistentVolumeName=\"\"", "spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName")]
    [InlineData("spec.source.inlineVolumeSpec={}", "spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName")]
    [InlineData("spec.source={\"inlineVolumeSpec\":{\"accessModes\":[\"ReadWriteOnce\"],\"hostPath\":{\"path\":\"/a\"}}}", "spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes")]
    [InlineData("spec.source={\"inlineVolumeSpec\":{\"capacity\":{\"storage\":\"1Gi\"}}}", "spec.source.inlineVolumeSpec.capacity: Forbidden: may not be specified in the context of inline volumes")]
    public async Task VolumeAttachment_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "volumeattachments", Attachment, edits));

    [Theory]
    [InlineData("spec.nodeName=\"m\"", "spec: Invalid value: {\"Attacher\":\"a\",\"Source\":{\"PersistentVolumeName\":\"p\",\"InlineVolumeSpec\":null},\"NodeName\":\"m\"}: field is immutable")]
    public async Task VolumeAttachment_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "volumeattachments", Attachment, edits));

    [Theory]
    [InlineData("status={\"attached\":false,\"attachError\":{\"errorCode\":-1}}", "status.attachError.errorCode: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    public async Task VolumeAttachment_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "volumeattachments", Attachment, edits, "status"));

    [Theory]
    [InlineData("spec.fsGroupPolicy=\"Nope\"", "spec.fsGroupPolicy: Unsupported value: \"Nope\": supported values: \"File\", \"None\", \"ReadWriteOnceWithFSType\"")]
    [InlineData("spec.volumeLifecycleModes=[\"Nope\"]", "spec.volumeLifecycleModes: Unsupported value: \"Nope\": supported values: \"Persistent\", \"Ephemeral\"")]
    [InlineData("spec.tokenRequests=[{\"audience\":\"a\"},{\"audience\":\"a\"}]", "spec.tokenRequests[1].audience: Duplicate value: \"a\"")]
    [InlineData("spec.tokenRequests=[{\"audience\":\"a\",\"expirationSeconds\":1}]", "spec.tokenRequests[0].expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes")]
    [InlineData("spec.nodeAllocatableUpdatePeriodSeconds=1", "spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 1: must be greater than or equal to 10 seconds")]
    [InlineData("spec.serviceAccountTokenInSecrets=true", "spec.serviceAccountTokenInSecrets: Invalid value: true: serviceAccountTokenInSecrets is set but no tokenRequests are specified")]
    public async Task CSIDriver_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "csidrivers", Driver, edits));

    [Theory]
    [InlineData("spec.attachRequired=false", "spec.attachedRequired: Invalid value: false: field is immutable")]
    [InlineData("spec.volumeLifecycleModes=[\"Ephemeral\"]", "spec.volumeLifecycleModes: Invalid value: [\"Ephemeral\"]: field is immutable")]
    public async Task CSIDriver_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "csidrivers", Driver, edits));

    [Theory]
    [InlineData("spec.tokenRequests=[{\"audience\":\"a\"}]", "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes")]
    public async Task CSIDriver_WithTokens_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("storage.k8s.io", "v1", "csidrivers", Driver, edits));

    [Theory]
    [InlineData("spec.drivers=[{\"name\":\"a\",\"nodeID\":\"x\"},{\"name\":\"a\",\"nodeID\":\"y\"}]", "spec.drivers[1].name: Duplicate value: \"a\"")]
    [InlineData("spec.drivers.0.nodeID=\"\"", "spec.drivers[0].nodeID: Required value")]
    [InlineData("spec.drivers.0.name=\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "spec.drivers[0].name: Too long: may not be more than 63 bytes")]
    [InlineData("spec.drivers.0.allocatable={\"count\":-1}", "spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("spec.drivers.0.topologyKeys=[\"a\",\"a\"]", "spec.drivers[0]: Duplicate value: \"a\"")]
    [InlineData("spec.drivers.0.topologyKeys=[\"!\"]", "spec.drivers[0]: Invalid value: \"!\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    public async Task CSINode_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "csinodes", Node, edits));

    [Theory]
    [InlineData("spec.drivers.0.nodeID=\"y\"", "spec.drivers: Invalid value: {\"Name\":\"a\",\"NodeID\":\"y\",\"TopologyKeys\":null,\"Allocatable\":null}: field is immutable")]
    public async Task CSINode_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "csinodes", Node, edits));

    [Theory]
    [InlineData("storageClassName=\"Bad_\"", "storageClassName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("capacity=\"-1\"", "capacity: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("nodeTopology={\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]}", "nodeTopology.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator")]
    public async Task CSIStorageCapacity_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "csistoragecapacities", Capacity, edits));

    [Theory]
    [InlineData("storageClassName=\"other\"", "storageClassName: Invalid value: \"other\": field is immutable")]
    [InlineData("nodeTopology={\"matchLabels\":{\"a\":\"b\"}}", "nodeTopology: Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: field is immutable")]
    public async Task CSIStorageCapacity_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "csistoragecapacities", Capacity, edits));

    [Theory]
    [InlineData("driverName=\"\"", "driverName: Required value")]
    [InlineData("parameters={}", "parameters: Required value: must contain at least one key/value pair")]
    public async Task VolumeAttributesClass_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("storage.k8s.io", "v1", "volumeattributesclasses", Attributes, edits));

    [Theory]
    [InlineData("driverName=\"e\"", "driverName: Forbidden: updates to driverName are forbidden.")]
    [InlineData("parameters={\"a\":\"c\"}", "parameters: Forbidden: updates to parameters are forbidden.")]
    public async Task VolumeAttributesClass_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("storage.k8s.io", "v1", "volumeattributesclasses", Attributes, edits));

    [Fact]
    public async Task StorageClass_WithManyParameters_TellsWhy() => Assert.Contains("parameters: Too long: may not be more than 512 bytes", await RuleTable.CreateAsync(
        "storage.k8s.io", "v1", "storageclasses", Class, $"parameters={{{string.Join(',', Enumerable.Range(0, 513).Select(i => $"\"p{i}\":\"\""))}}}"));
}
