namespace KubeEmulator.Expressions;

/// <summary><c>a ? b : c</c>; costs only what it evaluates.</summary>
internal sealed class ConditionalNode(CelNode condition, AttributeNode whenTrue, AttributeNode whenFalse) : AttributeNode
{
    public override void Add(Qualifier qualifier)
    {
        whenTrue.Add(qualifier);
        whenFalse.Add(qualifier);
    }

    public override CelValue Evaluate(CelFrame frame) => Resolve(frame);

    public override CelValue Resolve(CelFrame frame) => condition.Evaluate(frame) switch
    {
        CelBool { Value: true } => whenTrue.Resolve(frame),
        CelBool => whenFalse.Resolve(frame),
        CelError error => error,
        _ => CelError.NoSuchOverload,
    };
}
