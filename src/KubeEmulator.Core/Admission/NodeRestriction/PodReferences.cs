using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What of the API a pod refers to. Upstream: <c>HasAPIObjectReference</c> in <c>pkg/api/pod/util.go</c>.</summary>
internal static class PodReferences
{
    private static readonly (string Volume, string Words)[] Volumes =
    [
        ("configMap", "configmaps (via configmap volumes)"), ("secret", "secrets (via secret volumes)"), ("csi", "csidrivers (via CSI volumes)"),
        ("glusterfs", "endpoints (via glusterFS volumes)"), ("persistentVolumeClaim", "persistentvolumeclaims"),
        ("ephemeral", "persistentvolumeclaims (via ephemeral volumes)"), ("azureFile", "secrets (via azureFile volumes)"),
    ];

    private static readonly (string Source, string Words)[] Sources =
    [
        ("configMap", "configmaps (via projected volumes)"), ("secret", "secrets (via projected volumes)"),
        ("serviceAccountToken", "serviceaccounts (via projected volumes)"), ("clusterTrustBundle", "clustertrustbundles"), ("podCertificate", "podcertificates"),
    ];

    /// <summary>The first reference in words; null where there is none.</summary>
    public static string? First(MapValue spec)
    {
        if (spec.StringOrEmpty("serviceAccountName").Length > 0)
        {
            return "serviceaccounts";
        }

        return MountableSecrets.ReferencesAny(spec) ? "secrets"
            : RefersToConfigMap(spec) ? "configmaps"
            : spec.List("resourceClaims") is { Count: > 0 } ? "resourceclaims"
            : spec.Maps("volumes").Select(OfVolume).FirstOrDefault(words => words is not null);
    }

    private static bool RefersToConfigMap(MapValue spec)
    {
        var containers = ((ReadOnlySpan<string>)["initContainers", "containers", "ephemeralContainers"]).ToArray().SelectMany(spec.Maps);
        return containers.Any(c => c.Maps("env").Any(e => e.At("valueFrom", "configMapKeyRef") is MapValue) || c.Maps("envFrom").Any(e => e.Map("configMapRef") is not null))
            || spec.Maps("volumes").Any(v => v.Map("configMap") is not null || (v.Map("projected")?.Maps("sources") ?? []).Any(s => s.Map("configMap") is not null));
    }

    private static string? OfVolume(MapValue volume)
    {
        var own = Volumes.FirstOrDefault(v => volume.ContainsKey(v.Volume)).Words;
        return own ?? (volume.Map("projected")?.Maps("sources") ?? [])
            .Select(source => Sources.FirstOrDefault(s => source.ContainsKey(s.Source)).Words)
            .FirstOrDefault(words => words is not null);
    }
}
