namespace KubeEmulator.Expressions;

/// <summary>A message literal.</summary>
internal sealed class StructNode(CelObjectType type, (string Field, CelNode Value, bool Optional)[] fields) : CelNode
{
    /// <summary>cel-go common/cost.go.</summary>
    public const ulong Cost = 40;

    public override CelValue Evaluate(CelFrame frame)
    {
        var result = Make(frame);
        frame.Charge(Cost);
        return result;
    }

    private CelValue Make(CelFrame frame)
    {
        Dictionary<string, CelValue> values = new(StringComparer.Ordinal);
        foreach (var (field, node, optional) in fields)
        {
            var value = node.Evaluate(frame);
            if (value is CelError)
            {
                return value;
            }

            if (optional && value is not CelOptional)
            {
                return new CelError($"cannot initialize optional entry '{field}' from non-optional value {value}");
            }

            if (optional && value is CelOptional { Value: null })
            {
                values.Remove(field);
                continue;
            }

            values[field] = optional ? ((CelOptional)value).Value! : value;
        }

        return new CelRecord(type, values);
    }
}
