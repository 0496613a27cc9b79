using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The volumes of a pod spec: each of exactly one type, each with a name of its own (core <c>ValidateVolumes</c>).</summary>
internal static class VolumeRules
{
    private delegate void SourceCheck(VolumeCheck check, FieldPath path, MapValue source);

    // In upstream's order. Two types report under another path than their member's.
    private static readonly (string Member, string Path, string TwicePath, SourceCheck Check)[] Sources =
    [
        Source("emptyDir", EmptyDir),
        Source("hostPath", (c, p, s) => FileVolumeRules.HostPath(c.Errors, p, s)),
        Source("gitRepo", (c, p, s) => FileVolumeRules.GitRepo(c.Errors, p, s)),
        ("gcePersistentDisk", "persistentDisk", "gcePersistentDisk", (c, p, s) => DiskVolumeRules.Partitioned(c.Errors, p, s, "pdName")),
        Source("awsElasticBlockStore", (c, p, s) => DiskVolumeRules.Partitioned(c.Errors, p, s, "volumeID")),
        Source("secret", (c, p, s) => FileVolumeRules.Keys(c.Errors, p, s, "secretName")),
        Source("nfs", (c, p, s) => NetworkVolumeRules.Nfs(c.Errors, p, s)),
        Source("iscsi", (c, p, s) => IscsiRules.Check(c.Errors, p, s)),
        Source("glusterfs", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "endpoints", "path")),
        Source("flocker", (c, p, s) => NetworkVolumeRules.Flocker(c.Errors, p, s)),
        Source("persistentVolumeClaim", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "claimName")),
        Source("rbd", (c, p, s) => NetworkVolumeRules.Rbd(c.Errors, p, s)),
        Source("cinder", (c, p, s) => NetworkVolumeRules.Cinder(c.Errors, p, s)),
        ("cephfs", "cephfs", "cephFS", (c, p, s) => NetworkVolumeRules.Monitors(c.Errors, p, s)),
        Source("quobyte", (c, p, s) => NetworkVolumeRules.Quobyte(c.Errors, p, s)),
        ("downwardAPI", "downwardAPI", "downwarAPI", (c, p, s) => DownwardRules.Volume(c.Errors, p, s)),
        Source("fc", (c, p, s) => DiskVolumeRules.FibreChannel(c.Errors, p, s)),
        Source("flexVolume", (c, p, s) => DiskVolumeRules.Flex(c.Errors, p, s)),
        Source("configMap", (c, p, s) => FileVolumeRules.Keys(c.Errors, p, s, "name")),
        Source("azureFile", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "secretName", "shareName")),
        Source("vsphereVolume", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "volumePath")),
        Source("photonPersistentDisk", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "pdID")),
        Source("portworxVolume", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "volumeID")),
        Source("azureDisk", (c, p, s) => DiskVolumeRules.Azure(c.Errors, p, s)),
        Source("storageos", (c, p, s) => NetworkVolumeRules.StorageOs(c.Errors, p, s)),
        Source("projected", (c, p, s) => ProjectedVolumeRules.Check(c, p, s)),
        Source("scaleIO", (c, p, s) => NetworkVolumeRules.Required(c.Errors, p, s, "gateway", "system", "volumeName")),
        Source("csi", (c, p, s) => NetworkVolumeRules.Csi(c.Errors, p, s)),
        Source("ephemeral", EphemeralVolumeRules.Check),
        Source("image", Image),
    ];

    /// <summary>Checks all volumes and returns those without fault, by name: mounts are checked against them.</summary>
    public static IReadOnlyDictionary<string, MapValue> Check(FieldErrors errors, FieldPath path, ListValue? volumes, string podName, PodRuleOptions options)
    {
        var sound = new Dictionary<string, MapValue>(StringComparer.Ordinal);
        var created = new HashSet<string>(StringComparer.Ordinal);
        var all = volumes?.OfType<MapValue>().ToArray() ?? [];
        if (podName.Length > 0)
        {
            created.UnionWith(all.Where(v => v.Map("ephemeral") is not null).Select(v => $"{podName}-{v.StringOrEmpty("name")}"));
        }

        for (var i = 0; i < all.Length; i++)
        {
            var (at, before, name) = (path.Index(i), errors.Count, all[i].StringOrEmpty("name"));
            Source(new VolumeCheck(errors, name, podName, options), at, all[i]);
            if (errors.Present(at.Child("name"), name))
            {
                errors.Label(at.Child("name"), name);
            }

            if (sound.ContainsKey(name))
            {
                errors.Duplicate(at.Child("name"), name);
            }

            if (errors.Count == before)
            {
                sound.Add(name, all[i]);
            }

            if (all[i].Map("persistentVolumeClaim")?.String("claimName") is { } claim && created.Contains(claim))
            {
                errors.Invalid(at.Child("persistentVolumeClaim").Child("claimName"), claim, "must not reference a PVC that gets created for an ephemeral volume");
            }
        }

        return sound;
    }

    private static void Source(VolumeCheck check, FieldPath path, MapValue volume)
    {
        var any = false;
        foreach (var (member, rulePath, twicePath, rule) in Sources)
        {
            if (volume.Map(member) is not { } source)
            {
                continue;
            }

            if (any)
            {
                check.Errors.Forbidden(path.Child(twicePath), "may not specify more than 1 volume type");
            }
            else
            {
                any = true;
                rule(check, path.Child(rulePath), source);
            }

            if (member == "iscsi" && source.String("initiatorName") is not null && $"{check.VolumeName}:{source.StringOrEmpty("targetPortal")}".Length > 64)
            {
                check.Errors.Invalid(path.Child("name"), check.VolumeName, "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
            }
        }

        if (!any)
        {
            check.Errors.Required(path, "must specify a volume type");
        }
    }

    private static (string, string, string, SourceCheck) Source(string member, SourceCheck check) => (member, member, member, check);

    private static void EmptyDir(VolumeCheck check, FieldPath path, MapValue source)
    {
        if (Quantity.From(source["sizeLimit"]) is { Sign: < 0 })
        {
            check.Errors.Forbidden(path.Child("sizeLimit"), "SizeLimit field must be a valid resource quantity");
        }
    }

    private static void Image(VolumeCheck check, FieldPath path, MapValue source)
    {
        if (check.Options.IsPod)
        {
            check.Errors.Present(path.Child("reference"), source.StringOrEmpty("reference"));
        }

        ContainerRules.PullPolicy(check.Errors, path.Child("pullPolicy"), source.StringOrEmpty("pullPolicy"));
    }
}
