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
