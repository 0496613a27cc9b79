using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>ServiceAccounts. Upstream: <c>pkg/registry/core/serviceaccount</c>.</summary>
internal sealed class ServiceAccountBehavior : KindBehavior
{
    public override TableColumns Columns => Rows.NameAndAge;

    public override bool ReturnsDeletedObject => true;

    public override SubresourceAction? Action(string name) => name == "token" ? TokenAction.Instance : null;
}
