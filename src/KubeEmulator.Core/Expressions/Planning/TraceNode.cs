namespace KubeEmulator.Expressions;

/// <summary>Tells the frame's trace what a step gave. Plans made to run have none of these.</summary>
internal sealed class TraceNode(CelNode inner, Expr expr) : CelNode
{
    /// <summary>The step, observed. Constants tell nothing, paths observe each of their parts themselves.</summary>
    public static CelNode Around(CelNode node, Expr expr)
    {
        switch (node)
        {
            case ConstantNode:
                return node;
            case AttributeNode attribute:
                attribute.Observe(expr);
                return attribute;
            default:
                return new TraceNode(node, expr);
        }
    }

    public override CelValue Evaluate(CelFrame frame)
    {
        var value = inner.Evaluate(frame);
        frame.Trace?.Note(expr, value, frame.Cost);
        return value;
    }
}
