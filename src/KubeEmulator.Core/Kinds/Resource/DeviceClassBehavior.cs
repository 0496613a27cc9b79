using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>DeviceClasses. Upstream: <c>pkg/registry/resource/deviceclass/strategy.go</c>.</summary>
internal sealed class DeviceClassBehavior : KindBehavior
{
    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override bool TracksGeneration => true;

    // The kind judges names that were made, not what they were made from.
    public override IReadOnlyList<string> NameFaults(string name, bool prefix) => prefix ? NameRules.CheckPathSegment(name, prefix) : base.NameFaults(name, prefix);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => DeviceClassRules.Check(errors, document);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        ObjectMetaRules.Update(errors, context, document, old);
        Validate(context, document, errors);
    }
}
