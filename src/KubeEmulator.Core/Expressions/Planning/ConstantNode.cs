namespace KubeEmulator.Expressions;

/// <summary>A constant; free of cost.</summary>
internal sealed class ConstantNode(CelValue value) : CelNode
{
    public CelValue Value { get; } = value;

    public override CelValue Evaluate(CelFrame frame) => Value;
}
