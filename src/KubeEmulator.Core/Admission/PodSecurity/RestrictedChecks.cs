using KubeEmulator.Values;
using static KubeEmulator.Admission.PodSecurity.CheckedPod;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>What the level restricted adds; one file each under upstream's <c>pod-security-admission/policy</c>.</summary>
internal static class RestrictedChecks
{
    private static readonly string[] AllowedVolumes =
    [
        "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret",
    ];

    private static readonly string[] RestrictedVolumes =
    [
        "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume", "cinder", "cephfs", "flocker", "fc",
        "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk", "portworxVolume", "scaleIO", "storageos",
    ];

    public static Finding? PrivilegeEscalation(CheckedPod pod, int minor)
    {
        if (minor >= 25 && pod.IsWindows)
        {
            return null;
        }

        var containers = pod.Where(c => ContextOf(c).Bool("allowPrivilegeEscalation") != false);
        return containers.Count == 0
            ? null
            : new Finding("allowPrivilegeEscalation != false", $"{Named(containers)} must set securityContext.allowPrivilegeEscalation=false");
    }

    public static Finding? Capabilities(CheckedPod pod, int minor)
    {
        if (minor >= 25 && pod.IsWindows)
        {
            return null;
        }

        static IEnumerable<string> Added(MapValue container) => (ContextOf(container).Map("capabilities")?.Strings("add") ?? []).Where(c => c != "NET_BIND_SERVICE");

        var details = new List<string>();
        var keeping = pod.Where(c => ContextOf(c).Map("capabilities")?.Strings("drop").Contains("ALL") != true);
        if (keeping.Count > 0)
        {
            details.Add($"{Named(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]");
        }

        var adding = pod.Where(c => Added(c).Any());
        if (adding.Count > 0)
        {
            var added = new SortedSet<string>(pod.Containers.SelectMany(Added), StringComparer.Ordinal);
            details.Add($"{Named(adding)} must not include {Quoted(added)} in securityContext.capabilities.add");
        }

        return details.Count == 0 ? null : new Finding("unrestricted capabilities", string.Join("; ", details));
    }

    public static Finding? Volumes(CheckedPod pod, int minor)
    {
        var volumes = pod.Spec.Maps("volumes").Where(v => !AllowedVolumes.Any(kind => v.Map(kind) is not null)).ToArray();
        var kinds = new SortedSet<string>(volumes.Select(v => Array.Find(RestrictedVolumes, kind => v.Map(kind) is not null) ?? "unknown"), StringComparer.Ordinal);
        return volumes.Length == 0
            ? null
            : new Finding(
                "restricted volume types",
                $"{Plural("volume", volumes.Length)} {Quoted(volumes.Select(v => v.StringOrEmpty("name")))} {(volumes.Length == 1 ? "uses" : "use")} {Plural("restricted volume type", kinds.Count)} {Quoted(kinds)}");
    }

    public static Finding? NonRoot(CheckedPod pod, int minor)
    {
        if (minor >= 35 && pod.HasUserNamespace)
        {
            return null;
        }

        var podSays = pod.Context.Bool("runAsNonRoot");
        var root = pod.Where(c => ContextOf(c).Bool("runAsNonRoot") == false);
        if (podSays == false || root.Count > 0)
        {
            return new Finding("runAsNonRoot != true", $"{Setters(podSays == false, root)} must not set securityContext.runAsNonRoot=false");
        }

        var silent = podSays == true ? [] : pod.Where(c => ContextOf(c).Bool("runAsNonRoot") is null);
        return silent.Count == 0 ? null : new Finding("runAsNonRoot != true", $"pod or {Named(silent)} must set securityContext.runAsNonRoot=true");
    }

    public static Finding? User(CheckedPod pod, int minor)
    {
        if (minor >= 35 && pod.HasUserNamespace)
        {
            return null;
        }

        var podSets = pod.Context.Integer("runAsUser") == 0;
        var containers = pod.Where(c => ContextOf(c).Integer("runAsUser") == 0);
        return !podSets && containers.Count == 0 ? null : new Finding("runAsUser=0", $"{Setters(podSets, containers)} must not set runAsUser=0");
    }
}
