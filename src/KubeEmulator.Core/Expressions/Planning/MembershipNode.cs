namespace KubeEmulator.Expressions;

/// <summary><c>x in [constants]</c>, looked up; costs nothing of its own.</summary>
internal sealed class MembershipNode(CelNode value, HashSet<CelValue> set) : CelNode
{
    public override CelValue Evaluate(CelFrame frame)
    {
        var item = value.Evaluate(frame);
        return item is CelError ? item : CelBool.Of(set.Contains(item));
    }
}
