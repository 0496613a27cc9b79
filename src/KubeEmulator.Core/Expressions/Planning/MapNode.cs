namespace KubeEmulator.Expressions;

/// <summary>A map literal that is not constant.</summary>
internal sealed class MapNode((CelNode Key, CelNode Value, bool Optional)[] entries) : CelNode
{
    /// <summary>cel-go common/cost.go.</summary>
    public const ulong Cost = 30;

    public override CelValue Evaluate(CelFrame frame)
    {
        var result = Make(frame);
        frame.Charge(Cost);
        return result;
    }

    public CelValue Make(CelFrame frame)
    {
        var map = new CelEntryMap();
        foreach (var (keyNode, valueNode, optional) in entries)
        {
            var key = keyNode.Evaluate(frame);
            if (key is CelError)
            {
                return key;
            }

            var value = valueNode.Evaluate(frame);
            if (value is CelError)
            {
                return value;
            }

            if (optional && value is not CelOptional)
            {
                return new CelError($"cannot initialize optional entry '{key}' from non-optional value {value}");
            }

            if (optional && value is CelOptional { Value: null })
            {
                map.Remove(key);
                continue;
            }

            map.Set(key, optional ? ((CelOptional)value).Value! : value);
        }

        return map;
    }
}
