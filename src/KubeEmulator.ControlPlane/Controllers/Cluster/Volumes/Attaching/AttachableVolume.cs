using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>
/// A volume of a CSI driver as it is attached to nodes. Upstream: <c>pkg/volume/csi/csi_attacher.go</c> and
/// <c>pkg/volume/util/util.go</c>. Pure.
/// </summary>
/// <param name="Name">The PersistentVolume's name.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Handle">The driver's name for it.</param>
/// <param name="IsShared">Whether several nodes may have it at once.</param>
internal sealed record AttachableVolume(string Name, string Driver, string Handle, bool IsShared)
{
    /// <summary>What nodes call it in their status.</summary>
    public string UniqueName => $"kubernetes.io/csi/{Driver}^{Handle}";

    /// <summary>The volume of a PersistentVolume; null where nothing is to be attached.</summary>
    public static AttachableVolume? Of(Snapshot snapshot, KubeObject volume)
    {
        if (volume.Spec.Map("csi") is not { } source || source.StringOrEmpty("driver") is not { Length: > 0 } driver)
        {
            return null;
        }

        // A driver that is not registered is taken for one whose volumes are attached.
        if (snapshot.Get(ClusterResources.CsiDrivers.At(driver))?.Spec.Bool("attachRequired") == false)
        {
            return null;
        }

        string[] modes = [.. volume.Spec.Strings("accessModes")];
        return new AttachableVolume(volume.Name, driver, source.StringOrEmpty("volumeHandle"), modes.Length == 0 || Array.Exists(modes, m => m is "ReadWriteMany" or "ReadOnlyMany"));
    }

    /// <summary>The volumes that a pod's claims are bound to; those that are not bound yet are left out.</summary>
    public static IEnumerable<AttachableVolume> UsedBy(Snapshot snapshot, PodView pod)
    {
        foreach (var name in ClaimRules.Claims(pod))
        {
            if (snapshot.Get(ClusterResources.Claims.At(pod.Namespace, name)) is { } claim
                && VolumeMatching.IsFullyBound(claim)
                && snapshot.Get(ClusterResources.Volumes.At(claim.Spec.StringOrEmpty("volumeName"))) is { } volume
                && Of(snapshot, volume) is { } attachable)
            {
                yield return attachable;
            }
        }
    }

    /// <summary>Whether a pod still needs its volumes on its node.</summary>
    public static bool IsNeededBy(PodView pod) => !PodState.IsTerminal(pod) && !(pod.IsDeleting && !IsRunning(pod.Status));

    /// <summary>The name of its VolumeAttachment on a node.</summary>
    public string AttachmentOn(string node)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Handle}{Driver}{node}")));
        return "csi-" + Convert.ToHexStringLower(hash);
    }

    private static bool IsRunning(MapValue status) =>
        status.Maps("containerStatuses").Concat(status.Maps("initContainerStatuses")).Concat(status.Maps("ephemeralContainerStatuses"))
            .Any(c => c.Map("state") is not { } state || (state.Map("terminated") is null && state.Map("waiting") is null));
}
