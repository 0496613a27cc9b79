using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>DeviceClasses. Upstream: <c>pkg/registry/resource/deviceclass/strategy.go</c>.</summary>
internal sealed class DeviceClassBehavior : KindBehavior
{
    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override bool TracksGeneration => true;
}
