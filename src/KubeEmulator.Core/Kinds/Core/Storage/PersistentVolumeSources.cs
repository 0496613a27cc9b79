using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What stands behind a PersistentVolume: exactly one of many. The order and the odd paths are upstream's.</summary>
internal static class PersistentVolumeSources
{
    private delegate void SourceCheck(FieldErrors errors, FieldPath path, MapValue source);

    private static readonly (string Member, string Path, string TwicePath, SourceCheck Check)[] All =
    [
        Plain("hostPath", FileVolumeRules.HostPath),
        ("gcePersistentDisk", "persistentDisk", "gcePersistentDisk", (e, p, s) => DiskVolumeRules.Partitioned(e, p, s, "pdName")),
        Plain("awsElasticBlockStore", (e, p, s) => DiskVolumeRules.Partitioned(e, p, s, "volumeID")),
        Plain("glusterfs", Glusterfs),
        Plain("flocker", NetworkVolumeRules.Flocker),
        Plain("nfs", NetworkVolumeRules.Nfs),
        Plain("rbd", NetworkVolumeRules.Rbd),
        Plain("quobyte", NetworkVolumeRules.Quobyte),
        ("cephfs", "cephfs", "cephFS", NetworkVolumeRules.Monitors),
        Plain("iscsi", (_, _, _) => { }),
        Plain("cinder", (e, p, s) => WithSecret(e, p, s, "volumeID")),
        Plain("fc", DiskVolumeRules.FibreChannel),
        Plain("flexVolume", DiskVolumeRules.Flex),
        Plain("azureFile", AzureFile),
        Plain("vsphereVolume", (e, p, s) => NetworkVolumeRules.Required(e, p, s, "volumePath")),
        Plain("photonPersistentDisk", (e, p, s) => NetworkVolumeRules.Required(e, p, s, "pdID")),
        Plain("portworxVolume", (e, p, s) => NetworkVolumeRules.Required(e, p, s, "volumeID")),
        Plain("azureDisk", DiskVolumeRules.Azure),
        Plain("scaleIO", (e, p, s) => NetworkVolumeRules.Required(e, p, s, "gateway", "system", "volumeName")),
        Plain("local", Local),
        Plain("storageos", StorageOs),
        Plain("csi", Csi),
    ];

    /// <summary>The members that say what is behind the volume.</summary>
    public static IEnumerable<string> Members => All.Select(s => s.Member);

    /// <summary>Checks the source; returns whether there is one.</summary>
    public static bool Check(FieldErrors errors, FieldPath path, MapValue spec, string volumeName)
    {
        var any = false;
        foreach (var (member, rulePath, twicePath, rule) in All)
        {
            if (spec.Map(member) is not { } source)
            {
                continue;
            }

            if (any && member != "flexVolume")
            {
                errors.Forbidden(path.Child(twicePath), "may not specify more than 1 volume type");
                continue;
            }

            any = true;
            rule(errors, path.Child(rulePath), source);
            if (member == "iscsi")
            {
                IscsiRules.Persistent(errors, path.Child(member), source, volumeName);
            }
            else if (member == "local" && spec.Map("nodeAffinity") is null)
            {
                errors.Required(path.Child("nodeAffinity"), "Local volume requires node affinity");
            }
        }

        return any;
    }

    private static (string, string, string, SourceCheck) Plain(string member, SourceCheck check) => (member, member, member, check);

    private static void Glusterfs(FieldErrors errors, FieldPath path, MapValue source)
    {
        NetworkVolumeRules.Required(errors, path, source, "endpoints", "path");
        if (source.String("endpointsNamespace") is not { } space)
        {
            return;
        }

        if (space.Length == 0)
        {
            errors.Invalid(path.Child("endpointsNamespace"), space, "if the endpointnamespace is set, it must be a valid namespace name");
        }
        else
        {
            errors.Label(path.Child("endpointsNamespace"), space);
        }
    }

    private static void AzureFile(FieldErrors errors, FieldPath path, MapValue source)
    {
        NetworkVolumeRules.Required(errors, path, source, "secretName", "shareName");
        if (source.String("secretNamespace") is { } space)
        {
            errors.Present(path.Child("secretNamespace"), space);
        }
    }

    private static void Local(FieldErrors errors, FieldPath path, MapValue source)
    {
        if (errors.Present(path.Child("path"), source.StringOrEmpty("path")))
        {
            PathRules.NoBacksteps(errors, path.Child("path"), source.StringOrEmpty("path"));
        }
    }

    private static void StorageOs(FieldErrors errors, FieldPath path, MapValue source)
    {
        var name = source.StringOrEmpty("volumeName");
        if (errors.Present(path.Child("volumeName"), name))
        {
            errors.Label(path.Child("volumeName"), name);
        }

        if (source.StringOrEmpty("volumeNamespace") is { Length: > 0 } space)
        {
            errors.Label(path.Child("volumeNamespace"), space);
        }

        WithSecret(errors, path, source);
    }

    private static void WithSecret(FieldErrors errors, FieldPath path, MapValue source, params ReadOnlySpan<string> required)
    {
        NetworkVolumeRules.Required(errors, path, source, required);
        if (source.Map("secretRef") is { } secret)
        {
            NetworkVolumeRules.Required(errors, path.Child("secretRef"), secret, "name", "namespace");
        }
    }

    private static void Csi(FieldErrors errors, FieldPath path, MapValue source)
    {
        NetworkVolumeRules.CsiDriverName(errors, path.Child("driver"), source.StringOrEmpty("driver"));
        NetworkVolumeRules.Required(errors, path, source, "volumeHandle");
        foreach (var member in (ReadOnlySpan<string>)["controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef"])
        {
            if (source.Map(member) is not { } secret)
            {
                continue;
            }

            var (at, name, space) = (path.Child(member), secret.StringOrEmpty("name"), secret.StringOrEmpty("namespace"));
            if (errors.Present(at.Child("name"), name))
            {
                errors.Subdomain(at.Child("name"), name);
            }

            if (errors.Present(at.Child("namespace"), space))
            {
                errors.Label(at.Child("namespace"), space);
            }
        }
    }
}
