using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PersistentVolumeClaims. Upstream: <c>pkg/registry/core/persistentvolumeclaim/strategy.go</c>.</summary>
internal sealed class PersistentVolumeClaimBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => VolumeColumns.Claim;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version)
    {
        if (document.StringAt("status", "phase") is null or "")
        {
            document = document.WithAt(["status", "phase"], "Pending");
        }

        return document.EditMap("spec", DefaultSpec);
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("phase", "Pending"))).EditMap("spec", MirrorSource);

    /// <summary>The defaults of a claim's spec, also inside StatefulSet templates.</summary>
    public static MapValue DefaultSpec(MapValue spec) => spec.WithDefault("volumeMode", "Filesystem");

    // dataSource and dataSourceRef say the same unless the reference crosses namespaces (NormalizeDataSources).
    private static MapValue MirrorSource(MapValue spec)
    {
        if (spec.Map("dataSource") is { } source && spec.Map("dataSourceRef") is null)
        {
            return spec.With("dataSourceRef", source);
        }

        return spec.Map("dataSourceRef") is { } reference && spec.Map("dataSource") is null && reference.StringOrEmpty("namespace").Length == 0
            ? spec.With("dataSource", reference)
            : spec;
    }
}
