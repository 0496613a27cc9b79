using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The volume with a service account's token, the cluster's CA and the namespace, as <c>plugin/pkg/admission/serviceaccount</c> adds it.</summary>
internal static class ServiceAccountVolume
{
    /// <summary>What the names of such volumes begin with.</summary>
    public const string Prefix = "kube-api-access-";

    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    // An hour and seven seconds marks tokens whose late use is only warned about (pkg/serviceaccount WarnOnlyBoundTokenExpirationSeconds).
    private const int ExpirationSeconds = 60 * 60 + 7;

    /// <summary>A pod's spec with the token mounted into every container that mounts nothing in its place.</summary>
    public static MapValue Mount(MapValue spec, string newName)
    {
        var existing = spec.Maps("volumes").Select(v => v.StringOrEmpty("name")).FirstOrDefault(n => n.StartsWith(Prefix, StringComparison.Ordinal));
        var mount = MapValue.Of(("name", existing ?? newName), ("readOnly", true), ("mountPath", MountPath));
        var mounted = spec.EditMaps("initContainers", c => Mount(c, mount)).EditMaps("containers", c => Mount(c, mount));
        if (existing is not null || ReferenceEquals(mounted, spec) || !NeedsVolume(spec))
        {
            return mounted;
        }

        return mounted.With("volumes", (spec.List("volumes") ?? ListValue.Empty).Add(MapValue.Of(("name", newName), ("projected", Source()))));
    }

    private static bool NeedsVolume(MapValue spec) => spec.Maps("initContainers").Concat(spec.Maps("containers")).Any(c => !HasMount(c));

    private static bool HasMount(MapValue container) => container.Maps("volumeMounts").Any(m => m.String("mountPath") == MountPath);

    private static MapValue Mount(MapValue container, MapValue mount) =>
        HasMount(container) ? container : container.With("volumeMounts", (container.List("volumeMounts") ?? ListValue.Empty).Add(mount));

    private static MapValue Source() => MapValue.Of(
        ("sources", ListValue.Of(
            MapValue.Of(("serviceAccountToken", MapValue.Of(("expirationSeconds", ExpirationSeconds), ("path", "token")))),
            MapValue.Of(("configMap", MapValue.Of(("name", "kube-root-ca.crt"), ("items", ListValue.Of(MapValue.Of(("key", "ca.crt"), ("path", "ca.crt"))))))),
            MapValue.Of(("downwardAPI", MapValue.Of(("items", ListValue.Of(MapValue.Of(
                ("path", "namespace"),
                ("fieldRef", MapValue.Of(("apiVersion", "v1"), ("fieldPath", "metadata.namespace"))))))))))),
        ("defaultMode", 420));
}
