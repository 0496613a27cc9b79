using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>ConfigMaps. Upstream: <c>pkg/registry/core/configmap/strategy.go</c>.</summary>
internal sealed class ConfigMapBehavior : KindBehavior
{
    public override TableColumns Columns => CoreColumns.ConfigMap;
}
