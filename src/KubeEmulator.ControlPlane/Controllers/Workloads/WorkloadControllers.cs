using KubeEmulator.Api;
using KubeEmulator.Runtime;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The controllers that make pods of workloads.</summary>
internal static class WorkloadControllers
{
    /// <summary>New ones for one cluster.</summary>
    public static IReadOnlyList<Controller> BuiltIn(ClusterSettings settings) =>
    [
        new ReplicaSetController(),
        new ReplicationControllerController(),
        new DeploymentController(),
        new StatefulSetController(),
        new DaemonSetController(),
        new CronJobController(),
        new JobController(),
        new TtlAfterFinishedController(),
        new HorizontalPodAutoscalerController(settings),
    ];
}
