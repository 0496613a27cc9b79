using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>VolumeAttributesClasses. Upstream: <c>pkg/registry/storage/volumeattributesclass</c>.</summary>
internal sealed class VolumeAttributesClassBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.VolumeAttributesClass;

    public override bool ReturnsDeletedObject => true;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        Check(errors, document);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        foreach (var member in (ReadOnlySpan<string>)["driverName", "parameters"])
        {
            if (!SemanticEquality.Equal(document[member], old.Root[member]))
            {
                errors.Forbidden(FieldPath.Of(member), $"updates to {member} are forbidden.");
            }
        }

        ObjectMetaRules.AsNew(errors, context, document);
        Check(errors, document);
    }

    private static void Check(FieldErrors errors, MapValue document)
    {
        DriverRules.Provisioner(errors, FieldPath.Of("driverName"), document.StringOrEmpty("driverName"));
        DriverRules.Parameters(errors, FieldPath.Of("parameters"), document.Map("parameters"), allowEmpty: false);
    }
}
