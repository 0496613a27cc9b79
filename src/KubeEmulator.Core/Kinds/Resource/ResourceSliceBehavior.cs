using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceSlices. Upstream: <c>pkg/registry/resource/resourceslice/strategy.go</c>.</summary>
internal sealed class ResourceSliceBehavior : KindBehavior
{
    public override TableColumns Columns => ResourceColumns.Slice;

    public override bool ReturnsDeletedObject => true;

    public override bool TracksGeneration => true;

    public override string UnsupportedFieldMessage(ResourceType type, string label) => $"field label not supported for {type.GroupVersion}, Kind={type.Kind}: {label}";

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => ResourceSliceRules.Check(errors, document, null);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.UpdatePlainly(errors, document, old);
        ResourceSliceRules.Check(errors, document, old.Root);
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        var driver = document.StringAt("spec", "driver") ?? "";
        if (driver.Any(char.IsUpper))
        {
            warn($"spec.driver: driver names should be lowercase; {GoText.Quote(driver)} contains uppercase characters");
        }
    }
}
