using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>How many pods the controllers of some pods want in all; <c>pkg/controller/disruption/disruption.go</c> (getExpectedScale).</summary>
/// <param name="Pods">The sum of the scales.</param>
/// <param name="Unmanaged">Whether some pods have no controller.</param>
/// <param name="Error">Why a scale cannot be found; null where all are.</param>
internal readonly record struct ExpectedScale(int Pods, bool Unmanaged, string? Error)
{
    /// <summary>The scale of the controllers of these pods.</summary>
    public static ExpectedScale Of(ClusterServices services, Snapshot snapshot, IEnumerable<PodView> pods)
    {
        var scales = new Dictionary<string, long>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var unmanaged = false;
        foreach (var pod in pods)
        {
            if (pod.Object.Metadata.Controller is not { } controller)
            {
                unmanaged = true;
                continue;
            }

            if (!asked.Add(controller.Uid))
            {
                continue;
            }

            if (Scale(services, snapshot, pod.Namespace, controller, out var error) is not { } found)
            {
                return new ExpectedScale(0, unmanaged, error ?? $"found no controllers for pod {GoText.Quote(pod.Name)}");
            }

            scales[found.Uid] = found.Replicas;
        }

        return new ExpectedScale((int)scales.Values.Sum(), unmanaged, null);
    }

    private static (string Uid, long Replicas)? Scale(ClusterServices services, Snapshot snapshot, string @namespace, OwnerReference owner, out string? error)
    {
        error = null;
        if (services.Catalog.FindKind(GroupVersion.Parse(owner.ApiVersion), owner.Kind) is not { } type
            || snapshot.Get(type.Key(@namespace, owner.Name)) is not { } controller
            || controller.Metadata.Uid != owner.Uid)
        {
            return null;
        }

        // The scale of a Deployment's ReplicaSet is the Deployment's.
        if (controller.Kind == "ReplicaSet" && controller.Metadata.Controller is { Kind: "Deployment" } deployment)
        {
            return Scale(services, snapshot, @namespace, deployment, out error);
        }

        if (type.Subresource("scale") is null)
        {
            error = $"{type.GroupResource} does not implement the scale subresource";
            return null;
        }

        var scale = services.Api.GetScale(type, @namespace, owner.Name);
        return (controller.Metadata.Uid, scale.Spec.Integer("replicas") ?? 0);
    }
}
