using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>The resources the scheduler reads.</summary>
internal static class SchedulingResources
{
    public static readonly GroupResource Pods = new("", "pods");
    public static readonly GroupResource Nodes = new("", "nodes");
    public static readonly GroupResource Namespaces = new("", "namespaces");
    public static readonly GroupResource Services = new("", "services");
    public static readonly GroupResource ReplicationControllers = new("", "replicationcontrollers");
    public static readonly GroupResource ReplicaSets = new("apps", "replicasets");
    public static readonly GroupResource StatefulSets = new("apps", "statefulsets");
    public static readonly GroupResource Claims = new("", "persistentvolumeclaims");
    public static readonly GroupResource Volumes = new("", "persistentvolumes");
    public static readonly GroupResource Classes = new("storage.k8s.io", "storageclasses");
    public static readonly GroupResource CsiNodes = new("storage.k8s.io", "csinodes");
    public static readonly GroupResource CsiDrivers = new("storage.k8s.io", "csidrivers");
    public static readonly GroupResource CsiCapacities = new("storage.k8s.io", "csistoragecapacities");
    public static readonly GroupResource Attachments = new("storage.k8s.io", "volumeattachments");
    public static readonly GroupResource Budgets = new("policy", "poddisruptionbudgets");
    public static readonly GroupResource ResourceClaims = new("resource.k8s.io", "resourceclaims");
    public static readonly GroupResource ResourceSlices = new("resource.k8s.io", "resourceslices");
    public static readonly GroupResource DeviceClasses = new("resource.k8s.io", "deviceclasses");
}
