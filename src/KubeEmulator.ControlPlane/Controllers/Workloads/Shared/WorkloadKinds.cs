using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The kinds that workload controllers own and are owned by.</summary>
internal static class WorkloadKinds
{
    public static readonly GroupVersionKind ReplicaSet = new("apps", "v1", "ReplicaSet");
    public static readonly GroupVersionKind ReplicationController = new("", "v1", "ReplicationController");
    public static readonly GroupVersionKind Deployment = new("apps", "v1", "Deployment");
    public static readonly GroupVersionKind StatefulSet = new("apps", "v1", "StatefulSet");
    public static readonly GroupVersionKind DaemonSet = new("apps", "v1", "DaemonSet");
    public static readonly GroupVersionKind Job = new("batch", "v1", "Job");
    public static readonly GroupVersionKind CronJob = new("batch", "v1", "CronJob");
}
