using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>ResourceClaimTemplates. Upstream: <c>pkg/registry/resource/resourceclaimtemplate/strategy.go</c>.</summary>
internal sealed class ResourceClaimTemplateBehavior : KindBehavior
{
    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version) =>
        document.EditMap("spec", spec => spec.EditMap("spec", DeviceRequestDefaults.Spec));
}
