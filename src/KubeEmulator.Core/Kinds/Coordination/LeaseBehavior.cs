using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>Leases. Upstream: <c>pkg/registry/coordination/lease/strategy.go</c>.</summary>
internal sealed class LeaseBehavior : KindBehavior
{
    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;
}
