namespace KubeEmulator.Expressions;

/// <summary><c>==</c> and <c>!=</c>.</summary>
internal sealed class EqualNode(CelNode left, CelNode right, bool negate, CelCallCost cost) : CelNode
{
    public override CelValue Evaluate(CelFrame frame)
    {
        var a = left.Evaluate(frame);
        var b = right.Evaluate(frame);
        var result = a is CelError ? a : b is CelError ? b : CelBool.Of(a.EqualTo(b) != negate);
        frame.Charge(cost([a, b], result));
        return result;
    }
}
