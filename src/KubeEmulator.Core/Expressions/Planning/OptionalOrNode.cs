namespace KubeEmulator.Expressions;

/// <summary><c>optional.or(other)</c> and <c>orValue</c>: the other side only where needed.</summary>
internal sealed class OptionalOrNode(CelNode left, CelNode right, bool unwrap) : CelNode
{
    public override CelValue Evaluate(CelFrame frame) => left.Evaluate(frame) switch
    {
        CelOptional { Value: { } value } optional => unwrap ? value : optional,
        CelOptional => right.Evaluate(frame),
        var other => other,
    };
}
