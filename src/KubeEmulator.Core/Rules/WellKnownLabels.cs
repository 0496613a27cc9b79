namespace KubeEmulator.Rules;

/// <summary>Labels, annotations and taints with a meaning of their own; <c>api/core/v1/well_known_labels.go</c> and neighbours.</summary>
internal static class WellKnownLabels
{
    public const string Hostname = "kubernetes.io/hostname";
    public const string Zone = "topology.kubernetes.io/zone";
    public const string Region = "topology.kubernetes.io/region";
    public const string Os = "kubernetes.io/os";
    public const string Arch = "kubernetes.io/arch";
    public const string InstanceType = "node.kubernetes.io/instance-type";
    public const string NamespaceName = "kubernetes.io/metadata.name";
    public const string PodTemplateHash = "pod-template-hash";
    public const string ControllerRevisionHash = "controller-revision-hash";
    public const string PodDeletionCost = "controller.kubernetes.io/pod-deletion-cost";
    public const string TaintNotReady = "node.kubernetes.io/not-ready";
    public const string TaintUnreachable = "node.kubernetes.io/unreachable";
    public const string TaintUnschedulable = "node.kubernetes.io/unschedulable";
    public const string TaintMemoryPressure = "node.kubernetes.io/memory-pressure";
    public const string TaintDiskPressure = "node.kubernetes.io/disk-pressure";
    public const string TaintPidPressure = "node.kubernetes.io/pid-pressure";
    public const string TaintNetworkUnavailable = "node.kubernetes.io/network-unavailable";
    public const string TaintOutOfService = "node.kubernetes.io/out-of-service";
}
