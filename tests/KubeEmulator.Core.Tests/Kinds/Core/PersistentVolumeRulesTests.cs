namespace KubeEmulator.Core.Tests.Kinds;

/// <summary>Each row breaks one rule; texts are those that clients of the genuine server see.</summary>
public sealed class PersistentVolumeRulesTests
{
    private const string Volume = """{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"hostPath":{"path":"/a"}}}""";
    private const string Driven = """{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":"1Gi"},"csi":{"driver":"d","volumeHandle":"h"},"volumeAttributesClassName":"gold","nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"failure-domain.beta.kubernetes.io/zone","operator":"In","values":["a"]}]}]}}}}""";
    private const string Claim = """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"gold","resources":{"requests":{"storage":"2Gi"}}}}""";

    [Theory]
    [InlineData("spec.accessModes=[]", "spec.accessModes: Required value")]
    [InlineData("spec.accessModes=[\"Some\"]", "spec.accessModes: Unsupported value: \"Some\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"")]
    [InlineData("spec.accessModes=[\"ReadWriteOncePod\",\"ReadWriteOnce\"]", "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes")]
    [InlineData("spec.capacity={}", "spec.capacity: Required value")]
    [InlineData("spec.capacity={\"cpu\":\"1\"}", "spec.capacity: Unsupported value: {\"cpu\":\"1\"}: supported values: \"storage\"")]
    [InlineData("spec.capacity={\"storage\":\"0\"}", "spec.capacity[storage]: Invalid value: \"0\": must be greater than zero")]
    [InlineData("spec.capacity={\"storage\":\"-1\"}", "spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity")]
    [InlineData("spec.persistentVolumeReclaimPolicy=\"Burn\"", "spec.persistentVolumeReclaimPolicy: Unsupported value: \"Burn\": supported values: \"Delete\", \"Recycle\", \"Retain\"")]
    [InlineData("spec.hostPath=null", "spec: Required value: must specify a volume type")]
    [InlineData("spec.nfs={\"server\":\"s\",\"path\":\"/p\"}", "spec.nfs: Forbidden: may not specify more than 1 volume type")]
    [InlineData("spec.hostPath=null;;spec.local={\"path\":\"/p\"}", "spec.nodeAffinity: Required value: Local volume requires node affinity")]
    [InlineData("spec.nodeAffinity={}", "spec.nodeAffinity.required: Required value: must specify required node constraints")]
    [InlineData("spec.nodeAffinity.required.nodeSelectorTerms=[]", "spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term")]
    [InlineData("spec.volumeMode=\"Tape\"", "spec.volumeMode: Unsupported value: \"Tape\": supported values: \"Block\", \"Filesystem\"")]
    [InlineData("spec.hostPath=null;;spec.csi={\"driver\":\"d\"}", "spec.csi.volumeHandle: Required value")]
    [InlineData("spec.hostPath=null;;spec.csi={\"volumeHandle\":\"h\"}", "spec.csi.driver: Required value")]
    [InlineData("spec.hostPath=null;;spec.csi={\"driver\":\"d\",\"volumeHandle\":\"h\",\"nodeStageSecretRef\":{\"name\":\"a\"},\"nodePublishSecretRef\":{\"name\":\"a\"}}", "spec.csi.nodePublishSecretRef.namespace: Required value")]
    [InlineData("spec.hostPath.path=\"/../\";;spec.persistentVolumeReclaimPolicy=\"Recycle\"", "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'")]
    [InlineData("spec.storageClassName=\"Bad_\"", "spec.storageClassName: Invalid value: \"Bad_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.volumeAttributesClassName=\"\"", "spec.volumeAttributesClassName: Required value: an empty string is disallowed")]
    [InlineData("spec.volumeAttributesClassName=\"a\"", "spec.csi: Required value: has to be specified when using volumeAttributesClassName")]
    [InlineData("spec.hostPath=null;;spec.iscsi={\"targetPortal\":\"p\",\"iqn\":\"x\",\"lun\":256}", "spec.iscsi.iqn: Invalid value: \"x\": must be valid format")]
    [InlineData("spec.hostPath=null;;spec.iscsi={\"targetPortal\":\"p\",\"iqn\":\"x\",\"lun\":256}", "spec.iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive")]
    [InlineData("spec.hostPath=null;;spec.glusterfs={\"endpoints\":\"e\",\"path\":\"p\",\"endpointsNamespace\":\"\"}", "spec.glusterfs.endpointsNamespace: Invalid value: \"\": if the endpointnamespace is set, it must be a valid namespace name")]
    [InlineData("spec.hostPath=null;;spec.azureFile={\"secretName\":\"s\",\"shareName\":\"s\",\"secretNamespace\":\"\"}", "spec.azureFile.secretNamespace: Required value")]
    [InlineData("spec.hostPath=null;;spec.cinder={\"volumeID\":\"v\",\"secretRef\":{\"name\":\"n\"}}", "spec.cinder.secretRef.namespace: Required value")]
    [InlineData("spec.hostPath=null;;spec.storageos={\"volumeName\":\"v\",\"secretRef\":{}}", "spec.storageos.secretRef.name: Required value")]
    [InlineData("spec.hostPath=null;;spec.gcePersistentDisk={\"pdName\":\"\"}", "spec.persistentDisk.pdName: Required value")]
    [InlineData("metadata.annotations={\"volume.beta.kubernetes.io/mount-options\":\"x\"}", "metadata.annotations.volume.beta.kubernetes.io/mount-options: Forbidden: may not specify mount options for this volume type")]
    public async Task Volume_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "persistentvolumes", Volume, edits));

    [Theory]
    [InlineData("spec.volumeMode=\"Block\"", "volumeMode: Invalid value: \"Block\": field is immutable")]
    public async Task Volume_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "persistentvolumes", Volume, edits));

    [Theory]
    [InlineData("spec.volumeAttributesClassName=null", "spec.volumeAttributesClassName: Forbidden: update from non-nil value to nil is forbidden")]
    [InlineData("spec.nodeAffinity=null", "nodeAffinity: Invalid value: null: field is immutable, except for updating from beta label to GA")]
    public async Task Volume_OfADriverChanged_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "persistentvolumes", Driven, edits));

    [Theory]
    [InlineData("spec.persistentVolumeReclaimPolicy=\"Recycle\"", "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.")]
    [InlineData("spec.hostPath=null;;spec.rbd={\"monitors\":[\"m\"],\"image\":\"i\"}", "spec.rbd: deprecated in v1.28, non-functional in v1.31+")]
    [InlineData("metadata.annotations={\"volume.beta.kubernetes.io/storage-class\":\"x\"}", "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use \"storageClassName\" attribute instead")]
    public async Task Volume_OfThePast_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "persistentvolumes", Volume, edits));

    [Theory]
    [InlineData("spec.accessModes=[]", "spec.accessModes: Required value: at least 1 access mode is required")]
    [InlineData("spec.accessModes=[\"Some\"]", "spec.accessModes: Unsupported value: \"Some\": supported values: \"ReadOnlyMany\", \"ReadWriteMany\", \"ReadWriteOnce\", \"ReadWriteOncePod\"")]
    [InlineData("spec.accessModes=[\"ReadWriteOncePod\",\"ReadWriteOnce\"]", "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes")]
    [InlineData("spec.resources={}", "spec.resources[storage]: Required value")]
    [InlineData("spec.resources.requests.storage=\"0\"", "spec.resources[storage]: Invalid value: \"0\": must be greater than zero")]
    [InlineData("spec.storageClassName=\"Bad_Class\"", "spec.storageClassName: Invalid value: \"Bad_Class\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
    [InlineData("spec.volumeMode=\"Tape\"", "spec.volumeMode: Unsupported value: \"Tape\": supported values: \"Block\", \"Filesystem\"")]
    [InlineData("spec.dataSource={\"kind\":\"PersistentVolumeClaim\",\"name\":\"a\"};;spec.dataSourceRef={\"kind\":\"PersistentVolumeClaim\",\"name\":\"b\"}", "spec: Invalid value: {}: must match dataSourceRef")]
    [InlineData("spec.dataSourceRef={\"kind\":\"Pony\",\"name\":\"b\"}", "spec.dataSourceRef: Invalid value: \"Pony\": must be 'PersistentVolumeClaim' when referencing the default apiGroup")]
    public async Task Claim_Broken_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.CreateAsync("", "v1", "persistentvolumeclaims", Claim, edits));

    [Theory]
    [InlineData("spec.resources.requests.storage=\"3Gi\"", "spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -6,7 +6,7 @@\n  \"Resources\": {\n   \"Limits\": null,\n   \"Requests\": {\n-   \"storage\": \"2Gi\"\n+   \"storage\": \"3Gi\"\n   }\n  },\n  \"VolumeName\": \"\",\n")]
    [InlineData("spec.volumeMode=\"Block\"", "volumeMode: Invalid value: \"Block\": field is immutable")]
    [InlineData("metadata.annotations={\"volume.beta.kubernetes.io/storage-class\":\"x\"}", "metadata.annotations.volume.beta.kubernetes.io/storage-class: Invalid value: \"x\": field is immutable")]
    public async Task Claim_Changed_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "persistentvolumeclaims", Claim, edits));

    [Theory]
    [InlineData("status.capacity={\"storage\":\"-1\"}", "status.capacity[storage]: Invalid value: -1: must be a valid resource quantity")]
    [InlineData("status.allocatedResources={\"cpu\":\"1\"}", "status.allocatedResources: Unsupported value: \"cpu\": supported values: \"storage\"")]
    [InlineData("status.allocatedResourceStatuses={\"storage\":\"Odd\"}", "status.allocatedResourceStatuses: Unsupported value: \"storage\": supported values: \"ControllerResizeInProgress\", \"ControllerResizeInfeasible\", \"NodeResizeInProgress\", \"NodeResizeInfeasible\", \"NodeResizePending\"")]
    public async Task Claim_StatusThatMakesNoSense_TellsWhy(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.UpdateAsync("", "v1", "persistentvolumeclaims", Claim, edits, "status"));

    [Theory]
    [InlineData("spec.resources.requests.storage=\"1500m\"", "spec.resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be an integer")]
    public async Task Claim_OfPartsOfBytes_IsWarned(string edits, string expected) =>
        Assert.Contains(expected, await RuleTable.WarningsAsync("", "v1", "persistentvolumeclaims", Claim, edits));
}
