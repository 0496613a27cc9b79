using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>CSIDrivers. Upstream: <c>pkg/registry/storage/csidriver/strategy.go</c>, <c>pkg/apis/storage/v1/defaults.go</c>.</summary>
internal sealed class CsiDriverBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.CsiDriver;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ReturnsDeletedObject => true;

    public override bool TracksGeneration => true;

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", spec =>
    {
        spec = spec
            .WithDefault("attachRequired", true)
            .WithDefault("podInfoOnMount", false)
            .WithDefault("storageCapacity", false)
            .WithDefault("fsGroupPolicy", "ReadWriteOnceWithFSType")
            .WithDefault("requiresRepublish", false)
            .WithDefault("seLinuxMount", false)
            .WithDefault("preventPodSchedulingIfMissing", false);
        return spec.List("volumeLifecycleModes") is { Count: > 0 } ? spec : spec.With("volumeLifecycleModes", ListValue.Of("Persistent"));
    });

}
