using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CSIDrivers. Upstream: <c>pkg/registry/storage/csidriver/strategy.go</c>, <c>pkg/apis/storage/v1/defaults.go</c>.</summary>
internal sealed class CsiDriverBehavior : KindBehavior
{
    private const string TokensInSecrets = "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes";

    public override TableColumns Columns => StorageColumns.CsiDriver;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", spec =>
    {
        spec = spec
            .WithDefault("attachRequired", true)
            .WithDefault("podInfoOnMount", false)
            .WithDefault("storageCapacity", false)
            .WithDefault("fsGroupPolicy", "ReadWriteOnceWithFSType")
            .WithDefault("requiresRepublish", false)
            .WithDefault("seLinuxMount", false);
        return spec.List("volumeLifecycleModes") is { Count: > 0 } ? spec : spec.With("volumeLifecycleModes", ListValue.Of("Persistent"));
    });

    // VolumeLimitScaling is off.
    public override MapValue PrepareForCreate(WriteContext context, MapValue document) =>
        document.EditMap("spec", spec => spec.Without("preventPodSchedulingIfMissing"));

    // No generation is given on create, but changes count.
    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        if (old.Spec["preventPodSchedulingIfMissing"] is null)
        {
            document = document.EditMap("spec", spec => spec.Without("preventPodSchedulingIfMissing"));
        }

        return SemanticEquality.Equal(document["spec"], old.Root["spec"])
            ? document
            : SystemFields.EditMetadata(document, metadata => metadata.With("generation", old.Metadata.Generation + 1));
    }

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        CsiDriverRules.Check(errors, document.Map("spec") ?? MapValue.Empty);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var spec = document.Map("spec") ?? MapValue.Empty;
        CsiDriverRules.Check(errors, spec);
        errors.Immutable(FieldPath.Of("spec", "attachedRequired"), spec["attachRequired"], old.Spec["attachRequired"]);
        errors.Immutable(FieldPath.Of("spec", "volumeLifecycleModes"), spec["volumeLifecycleModes"], old.Spec["volumeLifecycleModes"]);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var spec = document.Map("spec") ?? MapValue.Empty;
        if (spec.List("tokenRequests") is { Count: > 0 } requests && spec.Bool("serviceAccountTokenInSecrets") is null
            && (old is null || !SemanticEquality.Equal(requests, old.Spec["tokenRequests"])))
        {
            warn(TokensInSecrets);
        }
    }
}
