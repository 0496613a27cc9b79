using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a claim's volume is filled from: one thing in two fields. Upstream: <c>pkg/api/persistentvolumeclaim/util.go</c>.</summary>
internal static class ClaimSources
{
    /// <summary>Drops what is not understood, then makes the two fields say the same.</summary>
    public static MapValue Prepare(MapValue spec, MapValue? old)
    {
        // CrossNamespaceVolumeDataSource is off.
        if (spec.Map("dataSourceRef")?.StringOrEmpty("namespace") is { Length: > 0 } && old?.Map("dataSourceRef") is null)
        {
            spec = spec.Without("dataSourceRef");
        }

        var inUse = old?.Map("dataSource") is not null || old?.Map("dataSourceRef") is not null;
        if (!inUse && spec.Map("dataSourceRef") is null && spec.Map("dataSource") is { } source && !IsClaimOrSnapshot(source))
        {
            spec = spec.Without("dataSource");
        }

        return Mirror(spec);
    }

    /// <summary>dataSource and dataSourceRef say the same unless the reference crosses namespaces (NormalizeDataSources).</summary>
    public static MapValue Mirror(MapValue spec)
    {
        if (spec.Map("dataSource") is { } source && spec.Map("dataSourceRef") is null)
        {
            return spec.With("dataSourceRef", source);
        }

        return spec.Map("dataSourceRef") is { } reference && spec.Map("dataSource") is null && reference.StringOrEmpty("namespace").Length == 0
            ? spec.With("dataSource", reference.Without("namespace"))
            : spec;
    }

    private static bool IsClaimOrSnapshot(MapValue source) => (source.StringOrEmpty("kind"), source.StringOrEmpty("apiGroup")) is
        ("PersistentVolumeClaim", "") or ("VolumeSnapshot", "snapshot.storage.k8s.io");
}
