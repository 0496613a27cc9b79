using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>RuntimeClasses. Upstream: <c>pkg/registry/node/runtimeclass/strategy.go</c>.</summary>
internal sealed class RuntimeClassBehavior : KindBehavior
{
    private static readonly TableColumns Table = Rows.Aged(o => [o.Root.StringOrEmpty("handler")]);

    public override TableColumns Columns => Table;

    public override bool AllowsCreateOnUpdate => true;

    public override bool AllowsUnconditionalUpdate => false;
}
