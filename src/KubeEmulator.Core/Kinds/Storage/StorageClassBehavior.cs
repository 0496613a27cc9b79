using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>StorageClasses. Upstream: <c>pkg/registry/storage/storageclass/strategy.go</c>.</summary>
internal sealed class StorageClassBehavior : KindBehavior
{
    public override TableColumns Columns => StorageColumns.StorageClass;

    public override bool ReturnsDeletedObject => true;

    public override MapValue Default(MapValue document, string version) =>
        document.WithDefault("reclaimPolicy", "Delete").WithDefault("volumeBindingMode", "Immediate");
}
