namespace KubeEmulator.Expressions;

/// <summary>A macro's loop variable.</summary>
internal sealed class LocalNode(int slot) : AttributeNode
{
    public override CelValue Resolve(CelFrame frame) => Follow(frame, frame.Locals[slot]!);
}
