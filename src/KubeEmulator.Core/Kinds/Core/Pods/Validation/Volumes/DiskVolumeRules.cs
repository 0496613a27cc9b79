using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Volumes that are disks: of clouds, fibre channel, FlexVolume drivers.</summary>
internal static class DiskVolumeRules
{
    /// <summary>A disk of a cloud, with a partition.</summary>
    public static void Partitioned(FieldErrors errors, FieldPath path, MapValue source, string idMember)
    {
        errors.Present(path.Child(idMember), source.StringOrEmpty(idMember));
        if (source.Integer("partition") is < 0 or > 255)
        {
            errors.Invalid(path.Child("partition"), source["partition"], "must be between 1 and 255, inclusive");
        }
    }

    public static void FibreChannel(FieldErrors errors, FieldPath path, MapValue source)
    {
        var (names, ids) = (source.List("targetWWNs") ?? ListValue.Empty, source.List("wwids") ?? ListValue.Empty);
        if (names.Count == 0 && ids.Count == 0)
        {
            errors.Required(path.Child("targetWWNs"), "must specify either targetWWNs or wwids, but not both");
        }

        if (names.Count > 0 && ids.Count > 0)
        {
            errors.Invalid(path.Child("targetWWNs"), names, "targetWWNs and wwids can not be specified simultaneously");
        }

        if (names.Count > 0)
        {
            if (source.Integer("lun") is not { } lun)
            {
                errors.Required(path.Child("lun"), "lun is required if targetWWNs is specified");
            }
            else
            {
                errors.Faults(path.Child("lun"), lun, TextRules.CheckRange(lun, 0, 255));
            }
        }
    }

    public static void Flex(FieldErrors errors, FieldPath path, MapValue source)
    {
        errors.Present(path.Child("driver"), source.StringOrEmpty("driver"));
        foreach (var key in (source.Map("options") ?? MapValue.Empty).Keys)
        {
            var domain = "." + key.Split('/', 2)[0].ToLowerInvariant();
            if (domain.EndsWith(".kubernetes.io", StringComparison.Ordinal) || domain.EndsWith(".k8s.io", StringComparison.Ordinal))
            {
                errors.Invalid(path.Child("options").Key(key), key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    public static void Azure(FieldErrors errors, FieldPath path, MapValue source)
    {
        var uri = source.StringOrEmpty("diskURI");
        errors.Present(path.Child("diskName"), source.StringOrEmpty("diskName"));
        errors.Present(path.Child("diskURI"), uri);
        if (source.String("cachingMode") is { } caching)
        {
            errors.OneOf(path.Child("cachingMode"), caching, "None", "ReadOnly", "ReadWrite");
        }

        if (source.String("kind") is not { } kind)
        {
            return;
        }

        errors.OneOf(path.Child("kind"), kind, "Dedicated", "Managed", "Shared");
        if (kind == "Managed" && !uri.StartsWith("/subscriptions/", StringComparison.Ordinal))
        {
            errors.NotSupported(path.Child("diskURI"), uri, "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        }

        if (kind != "Managed" && !uri.StartsWith("https://", StringComparison.Ordinal))
        {
            errors.NotSupported(path.Child("diskURI"), uri, "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        }
    }
}
