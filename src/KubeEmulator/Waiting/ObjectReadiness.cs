using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Waiting;

/// <summary>
/// When an object is ready in the sense in which people wait for it; the rules of <c>kubectl rollout status</c>
/// (<c>kubectl/pkg/polymorphichelpers/rollout_status.go</c>) and of Helm's readiness check.
/// </summary>
internal static class ObjectReadiness
{
    public static bool IsReady(KubeObject subject) => !subject.Metadata.IsDeleting && subject.Kind switch
    {
        "Deployment" => IsSeen(subject) && Deployment(subject.Spec, subject.Status),
        "StatefulSet" => IsSeen(subject) && StatefulSet(subject.Spec, subject.Status),
        "DaemonSet" => IsSeen(subject) && DaemonSet(subject.Status),
        "ReplicaSet" or "ReplicationController" => IsSeen(subject) && Number(subject.Status, "readyReplicas") >= Replicas(subject.Spec),
        "Job" => Conditions.IsTrue(subject.Status, "Complete"),
        "Pod" => Conditions.IsTrue(subject.Status, "Ready") || subject.Status.StringOrEmpty("phase") == "Succeeded",
        "PersistentVolumeClaim" => subject.Status.StringOrEmpty("phase") == "Bound",
        "Namespace" => subject.Status.StringOrEmpty("phase") == "Active",
        "CustomResourceDefinition" => Conditions.IsTrue(subject.Status, "Established"),
        "Service" => subject.Spec.StringOrEmpty("type") != "LoadBalancer" || subject.Status.Map("loadBalancer")?.List("ingress") is { Count: > 0 },
        _ => Conditions.Find(subject.Status, "Ready") is { } ready ? ready.StringOrEmpty("status") == "True"
            : Conditions.Find(subject.Status, "Available") is not { } available || available.StringOrEmpty("status") == "True",
    };

    private static bool Deployment(MapValue spec, MapValue status) =>
        Number(status, "updatedReplicas") >= Replicas(spec)
        && Number(status, "replicas") <= Number(status, "updatedReplicas")
        && Number(status, "availableReplicas") >= Number(status, "updatedReplicas");

    private static bool StatefulSet(MapValue spec, MapValue status)
    {
        var replicas = Replicas(spec);
        var update = spec.Map("updateStrategy");
        var wanted = update?.StringOrEmpty("type") == "OnDelete" ? 0 : replicas - (update?.Map("rollingUpdate")?.Integer("partition") ?? 0);
        return Number(status, "readyReplicas") >= replicas && Number(status, "updatedReplicas") >= wanted;
    }

    private static bool DaemonSet(MapValue status) =>
        Number(status, "updatedNumberScheduled") >= Number(status, "desiredNumberScheduled")
        && Number(status, "numberAvailable") >= Number(status, "desiredNumberScheduled");

    private static bool IsSeen(KubeObject subject) => Number(subject.Status, "observedGeneration") >= (subject.Metadata.Root.Integer("generation") ?? 0);

    private static long Replicas(MapValue spec) => spec.Integer("replicas") ?? 1;

    private static long Number(MapValue status, string member) => status.Integer(member) ?? 0;
}
