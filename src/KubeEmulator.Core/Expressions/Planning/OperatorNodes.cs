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

/// <summary><c>x in [constants]</c>, looked up; costs nothing of its own.</summary>
internal sealed class MembershipNode(CelNode value, HashSet<CelValue> set) : CelNode
{
    public override CelValue Evaluate(CelFrame frame)
    {
        var item = value.Evaluate(frame);
        return item is CelError ? item : CelBool.Of(set.Contains(item));
    }
}

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

/// <summary>The rule both logical operators share.</summary>
internal static class Logic
{
    /// <summary><c>null</c> for a boolean, else the error this operand makes.</summary>
    public static CelValue? Unless(CelValue value) => value switch
    {
        CelBool => null,
        CelError => value,
        _ => CelError.NoSuchOverload,
    };
}
