namespace KubeEmulator.Expressions;

/// <summary>A path read from what another step computes.</summary>
internal sealed class RelativeNode(CelNode operand) : AttributeNode
{
    public override CelValue Resolve(CelFrame frame) => Follow(frame, operand.Evaluate(frame));
}
