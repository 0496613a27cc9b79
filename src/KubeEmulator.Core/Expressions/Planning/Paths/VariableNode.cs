namespace KubeEmulator.Expressions;

/// <summary>A declared variable.</summary>
internal sealed class VariableNode(int index) : AttributeNode
{
    public override CelValue Resolve(CelFrame frame) => Follow(frame, frame.Global(index));
}
