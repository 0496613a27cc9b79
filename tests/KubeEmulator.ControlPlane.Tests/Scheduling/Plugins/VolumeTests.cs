using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.Plugins;

public class VolumeTests
{
    private const string Wait = "---\n{kind: StorageClass, metadata: {name: wait}, provisioner: example.com/p, volumeBindingMode: WaitForFirstConsumer}\n";
    private const string Local = "---\n{kind: StorageClass, metadata: {name: local}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}\n";
    private const string User = "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]";

    [Fact]
    public void Claim_Missing_KeepsThePodOut() =>
        Assert.Equal("0/1 nodes are available: persistentvolumeclaim \"c\" not found. not found", Explain(Node("k") + Pod("p", User)).Message);

    [Theory]
    [InlineData("storageClassName: none", "pod has unbound immediate PersistentVolumeClaims")]
    [InlineData("volumeName: gone", "pod has unbound immediate PersistentVolumeClaims")]
    public void Claim_NotBound_KeepsThePodOut(string spec, string expected) =>
        Assert.Contains(expected, Explain(Node("k") + Claim(spec) + Pod("p", User)).Message, StringComparison.Ordinal);

    [Fact]
    public void Claim_BoundToAVolumeOfAnotherNode_AllowsOnlyThat()
    {
        var yaml = Node("k") + Node("m") + Claim("volumeName: v", bound: true) + Volume("v", "m") + Pod("p", User);
        Assert.Equal("ok", Verdict(yaml, "VolumeBinding", "m"));
        Assert.Equal("UnschedulableAndUnresolvable: node(s) didn't match PersistentVolume's node affinity", Verdict(yaml, "VolumeBinding", "k"));
    }

    [Fact]
    public void Claim_BoundToAVolumeThatIsGone_SaysSo() => Assert.StartsWith(
        "0/1 nodes are available: persistentvolume \"v\" not found.",
        Explain(Node("k") + Claim("volumeName: v", bound: true) + Pod("p", User)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Claim_ThatWaits_GoesWhereAVolumeIs()
    {
        var yaml = Node("k") + Node("m") + Local + Claim("storageClassName: local, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}") + Volume("v", "m", "storageClassName: local") + Pod("p", User);
        Assert.Equal("ok", Verdict(yaml, "VolumeBinding", "m"));
        Assert.Equal("UnschedulableAndUnresolvable: node(s) didn't find available persistent volumes to bind", Verdict(yaml, "VolumeBinding", "k"));
    }

    [Theory]
    [InlineData("storage: 3Gi", "UnschedulableAndUnresolvable: node(s) didn't find available persistent volumes to bind")]
    [InlineData("storage: 2Gi", "ok")]
    public void Claim_ThatWaits_NeedsAVolumeBigEnough(string wanted, string expected) => Assert.Equal(expected, Verdict(
        Node("m") + Local + Claim($"storageClassName: local, accessModes: [ReadWriteOnce], resources: {{requests: {{{wanted}}}}}") + Volume("v", "m", "storageClassName: local") + Pod("p", User),
        "VolumeBinding",
        "m"));

    [Fact]
    public void Claim_OfAClassThatProvisions_GoesAnywhereItsTopologyAllows()
    {
        var narrow = Wait.Replace("provisioner:", "allowedTopologies: [{matchLabelExpressions: [{key: kubernetes.io/hostname, values: [k]}]}], provisioner:", StringComparison.Ordinal);
        var claim = Claim("storageClassName: wait, resources: {requests: {storage: 1Gi}}");
        Assert.Equal("ok", Verdict(Node("k") + Wait + claim + Pod("p", User), "VolumeBinding", "k"));
        Assert.Equal("UnschedulableAndUnresolvable: node(s) didn't find available persistent volumes to bind", Verdict(Node("k") + Node("m") + narrow + claim + Pod("p", User), "VolumeBinding", "m"));
    }

    [Theory]
    [InlineData("topology.kubernetes.io/zone: a", "ok")]
    [InlineData("topology.kubernetes.io/zone: c", "UnschedulableAndUnresolvable: node(s) had no available volume zone")]
    [InlineData("failure-domain.beta.kubernetes.io/zone: b", "UnschedulableAndUnresolvable: node(s) had no available volume zone")]
    [InlineData("", "ok")]
    public void VolumeZone(string nodeLabels, string expected)
    {
        var volume = "---\n{kind: PersistentVolume, metadata: {name: v, labels: {topology.kubernetes.io/zone: a__b}}, spec: {}}\n";
        Assert.Equal(expected, Verdict(Node("k", nodeLabels) + Claim("volumeName: v", bound: true) + volume + Pod("p", User), "VolumeZone", "k"));
    }

    [Theory]
    [InlineData(1, "Unschedulable: node(s) exceed max volume count")]
    [InlineData(2, "ok")]
    public void NodeVolumeLimits(int limit, string expected)
    {
        var driver = $"---\n{{kind: CSINode, metadata: {{name: k}}, spec: {{drivers: [{{name: d, allocatable: {{count: {limit}}}}}]}}}}\n";
        var volumes = "---\n{kind: PersistentVolume, metadata: {name: v}, spec: {csi: {driver: d, volumeHandle: h}}}\n---\n{kind: PersistentVolume, metadata: {name: w}, spec: {csi: {driver: d, volumeHandle: i}}}\n";
        var other = Claim("volumeName: w", bound: true).Replace("name: c", "name: e", StringComparison.Ordinal);
        var yaml = Node("k") + driver + volumes + Claim("volumeName: v", bound: true) + other
            + Pod("there", "nodeName: k, volumes: [{name: v, persistentVolumeClaim: {claimName: e}}]") + Pod("p", User);
        Assert.Equal(expected, Verdict(yaml, "NodeVolumeLimits", "k"));
    }

    [Theory]
    [InlineData("spec: {devices: {requests: [{name: one, exactly: {deviceClassName: gpu}}]}}", "UnschedulableAndUnresolvable: request one: device class gpu does not exist")]
    [InlineData("status: {allocation: {nodeSelector: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [k]}]}]}}}", "ok")]
    [InlineData("status: {allocation: {nodeSelector: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [m]}]}]}}}", "UnschedulableAndUnresolvable: resourceclaim not available on the node")]
    public void DynamicResources(string status, string expected)
    {
        var claim = $"---\n{{kind: ResourceClaim, metadata: {{name: g}}{(status.Length > 0 ? ", " + status : "")}}}\n";
        Assert.Equal(expected, Verdict(Node("k") + claim + Pod("p", "resourceClaims: [{name: g, resourceClaimName: g}]"), "DynamicResources", "k"));
    }

    private static string Claim(string spec, bool bound = false) =>
        $"---\n{{kind: PersistentVolumeClaim, metadata: {{name: c{(bound ? ", annotations: {pv.kubernetes.io/bind-completed: 'yes'}" : "")}}}, spec: {{{spec}}}}}\n";

    private static string Volume(string name, string node, string spec = "") =>
        $"---\n{{kind: PersistentVolume, metadata: {{name: {name}}}, status: {{phase: Available}}, spec: {{capacity: {{storage: 2Gi}}, accessModes: [ReadWriteOnce], nodeAffinity: {{required: {{nodeSelectorTerms: [{{matchExpressions: [{{key: kubernetes.io/hostname, operator: In, values: [{node}]}}]}}]}}}}{(spec.Length > 0 ? ", " + spec : "")}}}}}\n";
}
