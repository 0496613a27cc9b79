using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>RuntimeClasses. Upstream: <c>pkg/registry/node/runtimeclass/strategy.go</c>.</summary>
internal sealed class RuntimeClassBehavior : KindBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;
}
