namespace KubeEmulator.Expressions;

/// <summary>A list literal that is not constant.</summary>
internal sealed class ListNode(CelNode[] elements, bool[]? optional) : CelNode
{
    /// <summary>cel-go common/cost.go.</summary>
    public const ulong Cost = 10;

    public override CelValue Evaluate(CelFrame frame)
    {
        var result = Make(frame);
        frame.Charge(Cost);
        return result;
    }

    public CelValue Make(CelFrame frame)
    {
        List<CelValue> items = new(elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            var item = elements[i].Evaluate(frame);
            if (item is CelError)
            {
                return item;
            }

            if (optional?[i] != true)
            {
                items.Add(item);
            }
            else if (item is not CelOptional maybe)
            {
                return new CelError($"cannot initialize optional list element from non-optional value {item}");
            }
            else if (maybe.Value is not null)
            {
                items.Add(maybe.Value);
            }
        }

        return new CelArrayList([.. items]);
    }
}

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
