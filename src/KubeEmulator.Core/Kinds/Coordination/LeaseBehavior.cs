using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Leases. Upstream: <c>pkg/registry/coordination/lease/strategy.go</c>.</summary>
internal sealed class LeaseBehavior : KindBehavior
{
    private static readonly TableColumns Table = Rows.Aged(o => [o.Spec.StringOrEmpty("holderIdentity")]);

    public override TableColumns Columns => Table;

    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override KubeObject Decorate(KubeObject stored, ClusterServices services) => NodeLeases.Current(stored, services);
}
