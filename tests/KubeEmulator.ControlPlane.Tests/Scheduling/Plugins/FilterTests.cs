using static KubeEmulator.ControlPlane.Tests.Scheduling.PluginFixture;

namespace KubeEmulator.ControlPlane.Tests.Scheduling.Plugins;

/// <summary>The filters of one node each; the cases are those of upstream's test tables.</summary>
public class FilterTests
{
    private const string Affinity = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [%]}}}";

    [Theory]
    [InlineData("", "", "ok")]
    [InlineData("nodeName: k", "", "ok")]
    [InlineData("nodeSelector: {disk: ssd}", "disk: ssd", "ok")]
    [InlineData("nodeSelector: {disk: ssd}", "disk: hdd", "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("{matchExpressions: [{key: disk, operator: In, values: [a, b]}]}", "disk: b", "ok")]
    [InlineData("{matchExpressions: [{key: disk, operator: NotIn, values: [a, b]}]}", "disk: b", "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("{matchExpressions: [{key: disk, operator: Exists}]}", "", "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("{matchExpressions: [{key: size, operator: Gt, values: ['5']}]}", "size: '6'", "ok")]
    [InlineData("{matchExpressions: [{key: size, operator: Lt, values: ['5']}]}", "size: '6'", "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("{}", "", "UnschedulableAndUnresolvable: node(s) didn't match Pod's node affinity/selector")]
    [InlineData("{matchExpressions: [{key: a, operator: Exists}]}, {matchExpressions: [{key: disk, operator: Exists}]}", "disk: b", "ok")]
    public void NodeAffinity(string spec, string labels, string expected)
    {
        var pod = spec.StartsWith('{') ? Affinity.Replace("%", spec, StringComparison.Ordinal) : spec.StartsWith("nodeName", StringComparison.Ordinal) ? "" : spec;
        var verdict = Verdict(Node("k", labels) + Pod("p", pod), "NodeAffinity", "k");
        Assert.Equal(expected, verdict == "skip" ? "ok" : verdict);
    }

    [Theory]
    [InlineData("", "ok")]
    [InlineData("tolerations: [{key: a, operator: Equal, value: b, effect: NoSchedule}]", "ok")]
    [InlineData("tolerations: [{key: a, operator: Exists}]", "ok")]
    [InlineData("tolerations: [{operator: Exists}]", "ok")]
    [InlineData("tolerations: [{key: a, value: other, effect: NoSchedule}]", "UnschedulableAndUnresolvable: node(s) had untolerated taint(s)")]
    [InlineData("tolerations: [{key: a, value: b, effect: NoExecute}]", "UnschedulableAndUnresolvable: node(s) had untolerated taint(s)")]
    public void TaintToleration(string spec, string expected)
    {
        var taints = spec.Length == 0 ? "taints: [{key: a, value: b, effect: PreferNoSchedule}]" : "taints: [{key: a, value: b, effect: NoSchedule}]";
        Assert.Equal(expected, Verdict(Node("k", spec: taints) + Pod("p", spec), "TaintToleration", "k"));
    }

    [Theory]
    [InlineData("", "UnschedulableAndUnresolvable: node(s) were unschedulable")]
    [InlineData("tolerations: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule, operator: Exists}]", "ok")]
    public void NodeUnschedulable(string spec, string expected) =>
        Assert.Equal(expected, Verdict(Node("k", spec: "unschedulable: true") + Pod("p", spec), "NodeUnschedulable", "k"));

    [Theory]
    [InlineData("", "", "ok")]
    [InlineData("cpu: 2", "cpu: 1", "ok")]
    [InlineData("cpu: 2", "cpu: 2001m", "Unschedulable: Insufficient cpu")]
    [InlineData("cpu: 2", "cpu: 5", "UnschedulableAndUnresolvable: Insufficient cpu")]
    [InlineData("memory: 8Gi", "memory: 1, cpu: 5", "UnschedulableAndUnresolvable: Insufficient cpu, Insufficient memory")]
    [InlineData("example.com/gpu: 1", "example.com/gpu: 1", "ok")]
    [InlineData("example.com/gpu: 1", "example.com/gpu: 2", "Unschedulable: Insufficient example.com/gpu")]
    [InlineData("", "example.com/other: 1", "UnschedulableAndUnresolvable: Insufficient example.com/other")]
    [InlineData("", "ephemeral-storage: 11Gi", "UnschedulableAndUnresolvable: Insufficient ephemeral-storage")]
    [InlineData("", "hugepages-2Mi: 2Mi", "UnschedulableAndUnresolvable: Insufficient hugepages-2Mi")]
    public void NodeResourcesFit(string taken, string wanted, string expected) => Assert.Equal(expected, Verdict(
        Node("k", status: "allocatable: {cpu: 4, memory: 8Gi, ephemeral-storage: 10Gi, example.com/gpu: 2, pods: 110}") + Pod("there", "nodeName: k", requests: taken) + Pod("p", requests: wanted),
        "NodeResourcesFit",
        "k"));

    [Fact]
    public void NodeResourcesFit_FullOfPods_SaysTooMany() => Assert.Equal(
        "Unschedulable: Too many pods",
        Verdict(Node("k", status: "allocatable: {cpu: 4, pods: 1}") + Pod("there", "nodeName: k") + Pod("p"), "NodeResourcesFit", "k"));

    [Theory]
    [InlineData("hostPort: 80", "hostPort: 80", false)]
    [InlineData("hostPort: 80", "hostPort: 81", true)]
    [InlineData("hostPort: 80, protocol: UDP", "hostPort: 80", true)]
    [InlineData("hostPort: 80, hostIP: 127.0.0.1", "hostPort: 80, hostIP: 127.0.0.2", true)]
    [InlineData("hostPort: 80, hostIP: 127.0.0.1", "hostPort: 80", false)]
    public void NodePorts(string taken, string wanted, bool fits)
    {
        var yaml = Node("k") + Ports("there", taken, "nodeName: k") + Ports("p", wanted, "");
        Assert.Equal(fits ? "ok" : "Unschedulable: node(s) didn't have free ports for the requested pod ports", Verdict(yaml, "NodePorts", "k"));
    }

    [Theory]
    [InlineData("gcePersistentDisk: {pdName: d}", "gcePersistentDisk: {pdName: d}", false)]
    [InlineData("gcePersistentDisk: {pdName: d, readOnly: true}", "gcePersistentDisk: {pdName: d, readOnly: true}", true)]
    [InlineData("awsElasticBlockStore: {volumeID: v}", "awsElasticBlockStore: {volumeID: v}", false)]
    [InlineData("awsElasticBlockStore: {volumeID: v}", "awsElasticBlockStore: {volumeID: w}", true)]
    [InlineData("iscsi: {iqn: a}", "iscsi: {iqn: a}", false)]
    [InlineData("rbd: {monitors: [a, b], image: i}", "rbd: {monitors: [b], image: i}", false)]
    [InlineData("rbd: {monitors: [a], image: i}", "rbd: {monitors: [b], image: i}", true)]
    public void VolumeRestrictions_OfDisks(string taken, string wanted, bool fits)
    {
        var yaml = Node("k") + Pod("there", $"nodeName: k, volumes: [{{name: v, {taken}}}]") + Pod("p", $"volumes: [{{name: v, {wanted}}}]");
        Assert.Equal(fits ? "ok" : "Unschedulable: node(s) had no available disk", Verdict(yaml, "VolumeRestrictions", "k"));
    }

    [Fact]
    public void VolumeRestrictions_OfAClaimForOnePod_KeepsOthersOutEverywhere()
    {
        var claim = "---\n{kind: PersistentVolumeClaim, metadata: {name: c, annotations: {pv.kubernetes.io/bind-completed: 'yes'}}, spec: {accessModes: [ReadWriteOncePod], volumeName: v}}\n---\n{kind: PersistentVolume, metadata: {name: v}, spec: {}}\n";
        var volumes = "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]";
        Assert.Equal(
            "Unschedulable: node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod",
            Verdict(Node("k") + Node("m") + claim + Pod("there", $"nodeName: k, {volumes}") + Pod("p", volumes), "VolumeRestrictions", "m"));
    }

    private static string Ports(string name, string port, string spec) =>
        $"---\n{{kind: Pod, metadata: {{name: {name}}}, spec: {{schedulerName: default-scheduler, {(spec.Length > 0 ? spec + ", " : "")}containers: [{{name: c, ports: [{{containerPort: 80, {port}}}]}}]}}}}\n";
}
