namespace KubeEmulator.Expressions;

/// <summary><c>&amp;&amp;</c>: false if any side is, whatever the others are.</summary>
internal sealed class AndNode(CelNode left, CelNode right) : CelNode
{
    public override CelValue Evaluate(CelFrame frame)
    {
        var first = left.Evaluate(frame);
        if (ReferenceEquals(first, CelBool.False))
        {
            return first;
        }

        var second = right.Evaluate(frame);
        return ReferenceEquals(second, CelBool.False) ? second : Logic.Unless(first) ?? Logic.Unless(second) ?? CelBool.True;
    }
}
