using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>The claims that a pod's volumes name.</summary>
internal static class PodVolumes
{
    public static IEnumerable<MapValue> Of(KubeObject pod) => pod.Spec.Maps("volumes");

    /// <summary>The names of claims in its own namespace: those it names, and those made for it (<c>pod-volume</c>) where <paramref name="ephemeral"/>.</summary>
    public static IEnumerable<string> ClaimNames(KubeObject pod, bool ephemeral = false)
    {
        foreach (var volume in Of(pod))
        {
            if (volume.Map("persistentVolumeClaim") is { } claim)
            {
                yield return claim.StringOrEmpty("claimName");
            }
            else if (ephemeral && volume.Map("ephemeral") is not null)
            {
                yield return EphemeralClaim(pod, volume);
            }
        }
    }

    /// <summary>The name of the claim made for an ephemeral volume (component-helpers' <c>storage/ephemeral</c>).</summary>
    public static string EphemeralClaim(KubeObject pod, MapValue volume) => $"{pod.Name}-{volume.StringOrEmpty("name")}";

    /// <summary>Why a claim is not the one made for the pod's ephemeral volume; null where it is.</summary>
    public static string? NotMadeFor(KubeObject pod, KubeObject claim) =>
        claim.Metadata.Controller is { } owner && owner.Uid == pod.Metadata.Uid
            ? null
            : $"PVC {claim.Namespace}/{claim.Name} was not created for pod {pod.Namespace}/{pod.Name} (pod is not owner)";
}
