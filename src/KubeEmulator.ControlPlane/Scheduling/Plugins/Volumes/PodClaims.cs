using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>The claims of a pod by how far their binding is; <c>plugins/volumebinding/binder.go</c>, GetPodVolumeClaims.</summary>
/// <param name="Bound">Those with their volume.</param>
/// <param name="Immediate">Those that the volume controller should have bound by now.</param>
/// <param name="Waiting">Those that wait for the pod's node.</param>
internal sealed record PodClaims(IReadOnlyList<KubeObject> Bound, IReadOnlyList<KubeObject> Immediate, IReadOnlyList<KubeObject> Waiting)
{
    public static PodClaims Of(KubeObject pod, Snapshot snapshot)
    {
        var (bound, immediate, waiting) = (new List<KubeObject>(), new List<KubeObject>(), new List<KubeObject>());
        foreach (var name in PodVolumes.ClaimNames(pod, ephemeral: true))
        {
            if (snapshot.Get(new ObjectKey(SchedulingResources.Claims, pod.Namespace, name)) is not { } claim)
            {
                continue;
            }

            var list = VolumeMatching.IsFullyBound(claim) ? bound
                : claim.Spec.StringOrEmpty("volumeName").Length == 0 && ClassWaits(claim, snapshot) ? waiting
                : immediate;
            list.Add(claim);
        }

        return new PodClaims(bound, immediate, waiting);
    }

    /// <summary>Why a pod's claims cannot be used at all; null where they can. <paramref name="any"/> says whether it has claims.</summary>
    public static string? Fault(KubeObject pod, Snapshot snapshot, out bool any)
    {
        any = false;
        foreach (var volume in PodVolumes.Of(pod))
        {
            var ephemeral = volume.Map("ephemeral") is not null;
            var name = volume.Map("persistentVolumeClaim") is { } source ? source.StringOrEmpty("claimName") : PodVolumes.EphemeralClaim(pod, volume);
            if (!ephemeral && volume.Map("persistentVolumeClaim") is null)
            {
                continue;
            }

            any = true;
            var claim = snapshot.Get(new ObjectKey(SchedulingResources.Claims, pod.Namespace, name));
            var fault = claim is null ? ephemeral ? $"waiting for ephemeral volume controller to create the persistentvolumeclaim \"{name}\"" : $"persistentvolumeclaim \"{name}\" not found"
                : claim.Status.String("phase") == "Lost" ? $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.Spec.StringOrEmpty("volumeName")}\""
                : claim.Metadata.IsDeleting ? $"persistentvolumeclaim \"{name}\" is being deleted"
                : ephemeral ? PodVolumes.NotMadeFor(pod, claim)
                : null;
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static bool ClassWaits(KubeObject claim, Snapshot snapshot) =>
        VolumeMatching.ClassOf(claim) is { Length: > 0 } name
        && snapshot.Get(new ObjectKey(SchedulingResources.Classes, "", name))?.Root.String("volumeBindingMode") == "WaitForFirstConsumer";
}
