using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PersistentVolumeClaims. Upstream: <c>pkg/registry/core/persistentvolumeclaim/strategy.go</c>.</summary>
internal sealed class PersistentVolumeClaimBehavior : SpecStatusBehavior
{
    private static readonly PersistentVolumeClaimStatus Status = new();

    public override TableColumns Columns => VolumeColumns.Claim;

    public override bool ReturnsDeletedObject => true;

    protected override SubresourceBehavior StatusWrites => Status;

    public override MapValue Default(MapValue document, string version)
    {
        if (document.StringAt("status", "phase") is null or "")
        {
            document = document.WithAt(["status", "phase"], "Pending");
        }

        return document.EditMap("spec", DefaultSpec);
    }

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.With("status", MapValue.Of(("phase", "Pending"))).EditMap("spec", spec => ClaimSources.Prepare(spec, null));

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        base.PrepareForUpdate(context, document, old).EditMap("spec", spec => ClaimSources.Prepare(spec, old.Spec));

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        ClaimSpecRules.Check(errors, FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
        var before = new FieldErrors();
        LabelSelectorRules.Check(before, FieldPath.Of("spec"), old.Spec.Map("selector"));
        var withGroup = old.Spec.Map("dataSource")?.String("apiGroup") is not null || old.Spec.Map("dataSourceRef")?.String("apiGroup") is not null;
        ClaimSpecRules.Check(errors, FieldPath.Of("spec"), document.Map("spec") ?? MapValue.Empty, before.Count > 0, withGroup);
        ClaimUpdateRules.Check(errors, document, old);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn) => PersistentVolumeWarnings.Claim(document, warn);

    /// <summary>The defaults of a claim's spec, also inside StatefulSet templates.</summary>
    public static MapValue DefaultSpec(MapValue spec) => spec.WithDefault("volumeMode", "Filesystem");
}
