using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// Names kept for admission configured by files, a gate that is off (ManifestBasedAdmissionControlConfig): a warning. Upstream:
/// <c>pkg/apis/admissionregistration/validation/static_suffix.go</c>.
/// </summary>
internal static class StaticNames
{
    private const string Suffix = ".static.k8s.io";

    public static void Warn(MapValue document, Action<string> warn)
    {
        if ((document.StringAt("metadata", "name") ?? "").EndsWith(Suffix, StringComparison.Ordinal))
        {
            warn($"metadata.name: names ending with \"{Suffix}\" are reserved for static manifest-based configurations and cannot be managed via the API");
        }
    }
}
