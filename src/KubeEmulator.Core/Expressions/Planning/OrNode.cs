namespace KubeEmulator.Expressions;

/// <summary><c>||</c>: true if any side is, whatever the others are.</summary>
internal sealed class OrNode(CelNode left, CelNode right) : CelNode
{
    public override CelValue Evaluate(CelFrame frame)
    {
        var first = left.Evaluate(frame);
        if (ReferenceEquals(first, CelBool.True))
        {
            return first;
        }

        var second = right.Evaluate(frame);
        return ReferenceEquals(second, CelBool.True) ? second : Logic.Unless(first) ?? Logic.Unless(second) ?? CelBool.False;
    }
}
