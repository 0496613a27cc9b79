using KubeEmulator.Api;
using KubeEmulator.Controllers.Workloads;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.ControlPlane.Tests.Controllers.Workloads;

/// <summary>All workload controllers with <see cref="FakePods"/> beside them.</summary>
internal static class WorkloadHarness
{
    public const string Template = "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: 'web:1'}]}}";

    public static Task<ControllerHarness> StartAsync(ClusterSettings? settings = null) =>
        ControllerHarness.StartAsync([.. WorkloadControllers.BuiltIn(settings ?? new ClusterSettings()), new FakePods()], settings);

    /// <summary>A Deployment called <c>web</c> with further fields of its spec.</summary>
    public static string Deployment(int replicas, string more = "") =>
        $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web}}, spec: {{replicas: {replicas}, selector: {{matchLabels: {{app: web}}}}, {Template}{(more.Length > 0 ? ", " + more : "")}}}}}";

    /// <summary>A ReplicaSet called <c>set</c>.</summary>
    public static string ReplicaSet(int replicas, string more = "") =>
        $"{{apiVersion: apps/v1, kind: ReplicaSet, metadata: {{name: set}}, spec: {{replicas: {replicas}, selector: {{matchLabels: {{app: web}}}}, {Template}{(more.Length > 0 ? ", " + more : "")}}}}}";

    /// <summary>The pods that are not being deleted.</summary>
    public static IReadOnlyList<KubeObject> Pods(this ControllerHarness cluster) => [.. cluster.List("pods").Where(p => !p.Metadata.IsDeleting)];

    /// <summary>The condition of an object as <c>status reason</c>.</summary>
    public static string? Condition(this KubeObject stored, string type) =>
        stored.Status.Maps("conditions").FirstOrDefault(c => c.String("type") == type) is { } condition
            ? $"{condition.String("status")} {condition.String("reason")}".TrimEnd()
            : null;
}
