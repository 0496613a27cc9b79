using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.State;

/// <summary>
/// The order in which objects are put into a cluster, whatever order they come in: what others need first, as Helm installs
/// (<c>pkg/release/util/kind_sorter.go</c>), and last what would stand in the way of others: limits, policies, webhooks.
/// </summary>
internal static class SeedOrder
{
    private static readonly string[] First =
    [
        "Namespace", "CustomResourceDefinition", "PriorityClass", "RuntimeClass", "NetworkPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap",
        "StorageClass", "CSIDriver", "Node", "CSINode", "PersistentVolume", "PersistentVolumeClaim", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding",
        "ServiceCIDR", "Service", "IPAddress", "DaemonSet", "Deployment", "StatefulSet", "CronJob", "Job", "ReplicationController", "ReplicaSet", "ControllerRevision", "Pod",
        "Endpoints", "EndpointSlice", "HorizontalPodAutoscaler", "IngressClass", "Ingress", "APIService",
    ];

    private static readonly string[] Last =
    [
        "LimitRange", "ResourceQuota", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
    ];

    /// <summary>The objects in that order; those of one kind as they came.</summary>
    public static IEnumerable<ManifestObject> Sort(IEnumerable<ManifestObject> objects) => objects.OrderBy(o => Rank(o.Root));

    /// <summary>Whether others may depend on what this one defines, so that nothing of them can be known before it is there.</summary>
    public static bool IsGround(MapValue root) => Rank(root) < 2;

    private static int Rank(MapValue root)
    {
        var kind = root.StringOrEmpty("kind");
        var first = Array.IndexOf(First, kind);
        return first >= 0 ? first : First.Length + 1 + Array.IndexOf(Last, kind);
    }
}
