using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What is accepted in pods and templates but probably not meant (<c>pkg/api/pod/warnings.go</c>).</summary>
internal static class PodWarnings
{
    private static readonly (string Key, string Message)[] Annotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
    ];

    private static readonly (string Member, string Shown, string Message)[] Volumes =
    [
        ("photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
        ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    /// <summary>A pod.</summary>
    public static void Pod(MapValue pod, Action<string> warn) => Check(null, pod, warn);

    /// <summary>A template; the stored one plays no part yet, as in upstream.</summary>
    public static void Template(FieldPath path, MapValue template, MapValue? old, Action<string> warn)
    {
        _ = old;
        Check(path, template, warn);
    }

    private static void Check(FieldPath? path, MapValue pod, Action<string> warn)
    {
        var (spec, annotations) = (pod.Map("spec") ?? MapValue.Empty, pod.Map("metadata")?.Map("annotations") ?? MapValue.Empty);
        var (specPath, annotationPath) = (Under(path, "spec"), Under(path, "metadata").Child("annotations"));
        NodeLabelWarnings.Check(specPath, spec, warn);
        foreach (var (key, message) in Annotations)
        {
            if (annotations.ContainsKey(key))
            {
                warn($"{annotationPath.Key(key)}: {message}");
            }
        }

        VolumeTypes(specPath.Child("volumes"), spec, warn);
        OverlapWarnings.Check(spec, warn);
        Duplicates(specPath, spec, warn);
        ContainerWarnings.Fraction(specPath.Child("overhead"), spec.Map("overhead"), warn);
        ContainerWarnings.Check(specPath, annotationPath, spec, annotations, isTemplate: path is not null, warn);
        PortWarnings.Check(specPath, spec, warn);
        if (spec.Integer("terminationGracePeriodSeconds") < 0)
        {
            warn($"{specPath.Child("terminationGracePeriodSeconds")}: must be >= 0; negative values are invalid and will be treated as 1");
        }

        Affinity(specPath.Child("affinity"), spec, warn);
        Addresses(specPath, spec, warn);
    }

    private static FieldPath Under(FieldPath? path, string member) => path?.Child(member) ?? FieldPath.Of(member);

    private static void VolumeTypes(FieldPath path, MapValue spec, Action<string> warn)
    {
        var index = 0;
        foreach (var volume in spec.Maps("volumes"))
        {
            var at = path.Index(index++);
            foreach (var (member, shown, message) in Volumes)
            {
                if (volume.Map(member) is not null)
                {
                    warn($"{at.Child(shown)}: {message}");
                }
            }

            if (volume.Map("ephemeral")?.Map("volumeClaimTemplate")?.Map("spec") is { } claim)
            {
                PersistentVolumeWarnings.ClaimSpec(at.Child("ephemeral").Child("volumeClaimTemplate").Child("spec"), claim, warn);
            }
        }
    }

    private static void Duplicates(FieldPath path, MapValue spec, Action<string> warn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var alias in spec.Maps("hostAliases"))
        {
            var ip = alias.StringOrEmpty("ip");
            if (!seen.Add(ip))
            {
                warn($"{path.Child("hostAliases").Index(index).Child("ip")}: duplicate ip {GoText.Quote(ip)}");
            }

            index++;
        }

        seen.Clear();
        var secrets = spec.Maps("imagePullSecrets").Select(s => s.StringOrEmpty("name")).ToArray();
        for (var i = 0; i < secrets.Length; i++)
        {
            if (!seen.Add(secrets[i]))
            {
                warn($"{path.Child("imagePullSecrets").Index(i).Child("name")}: duplicate name {GoText.Quote(secrets[i])}");
            }
        }

        for (var i = 0; i < secrets.Length; i++)
        {
            if (secrets[i].Length == 0)
            {
                warn($"{path.Child("imagePullSecrets").Index(i).Child("name")}: invalid empty name \"\"");
            }
        }
    }

    private static void Affinity(FieldPath path, MapValue spec, Action<string> warn)
    {
        foreach (var member in (ReadOnlySpan<string>)["podAffinity", "podAntiAffinity"])
        {
            var affinity = spec.Map("affinity")?.Map(member) ?? MapValue.Empty;
            var (required, preferred) = ("requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution");
            var index = 0;
            foreach (var term in affinity.Maps(required))
            {
                NullSelector(path.Child(member).Child(required).Index(index++), term, warn);
            }

            index = 0;
            foreach (var term in affinity.Maps(preferred))
            {
                NullSelector(path.Child(member).Child(preferred).Index(index++).Child("podAffinityTerm"), term.Map("podAffinityTerm") ?? MapValue.Empty, warn);
            }
        }
    }

    private static void NullSelector(FieldPath path, MapValue term, Action<string> warn)
    {
        if (term.Map("labelSelector") is null)
        {
            warn($"{path.Child("labelSelector")}: a null labelSelector results in matching no pod");
        }
    }

    private static void Addresses(FieldPath path, MapValue spec, Action<string> warn)
    {
        var index = 0;
        foreach (var server in spec.Map("dnsConfig")?.Strings("nameservers") ?? [])
        {
            Address(path.Child("dnsConfig").Child("nameservers").Index(index++), server, warn);
        }

        index = 0;
        foreach (var alias in spec.Maps("hostAliases"))
        {
            Address(path.Child("hostAliases").Index(index++).Child("ip"), alias.StringOrEmpty("ip"), warn);
        }
    }

    private static void Address(FieldPath path, string ip, Action<string> warn)
    {
        if (IpRules.WarnIp(path, ip) is { } warning)
        {
            warn(warning);
        }
    }
}
