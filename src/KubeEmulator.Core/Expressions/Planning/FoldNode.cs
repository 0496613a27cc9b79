namespace KubeEmulator.Expressions;

/// <summary>A macro's loop. It costs what its parts cost.</summary>
internal sealed class FoldNode : CelNode
{
    public required CelNode Range { get; init; }

    public required CelNode Condition { get; init; }

    public required CelNode Step { get; init; }

    public required CelNode Result { get; init; }

    public required int VariableSlot { get; init; }

    /// <summary>The slot of the second variable; -1 where there is none.</summary>
    public required int Variable2Slot { get; init; }

    public required int AccumulatorSlot { get; init; }

    public override CelValue Evaluate(CelFrame frame)
    {
        frame.Locals[AccumulatorSlot] = null;
        var range = Range.Evaluate(frame);
        switch (range)
        {
            case CelError:
                return range;
            case CelList list:
                Loop(frame, list);
                break;
            case CelMap map:
                Loop(frame, map);
                break;
            case CelObject o:
                Loop(frame, new CelObjectEntries(o));
                break;
            default:
                return NotARange(range);
        }

        return Result.Evaluate(frame) switch
        {
            CelGrowingList list => list.Finish(),
            var result => result,
        };
    }

    private void Loop(CelFrame frame, CelList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Variable2Slot >= 0)
            {
                frame.Locals[VariableSlot] = CelInt.Of(i);
                frame.Locals[Variable2Slot] = list[i];
            }
            else
            {
                frame.Locals[VariableSlot] = list[i];
            }

            if (!Next(frame))
            {
                return;
            }
        }
    }

    private void Loop(CelFrame frame, CelMap map)
    {
        foreach (var key in map.Keys)
        {
            frame.Locals[VariableSlot] = key;
            if (Variable2Slot >= 0)
            {
                frame.Locals[Variable2Slot] = map.Find(key);
            }

            if (!Next(frame))
            {
                return;
            }
        }
    }

    private bool Next(CelFrame frame)
    {
        if (ReferenceEquals(Condition.Evaluate(frame), CelBool.False))
        {
            return false;
        }

        frame.Locals[AccumulatorSlot] = Step.Evaluate(frame);
        return true;
    }

    private CelError NotARange(CelValue range)
    {
        var type = GoTypeNames.Of(range);
        return new CelError(Variable2Slot >= 0
            ? $"unsupported comprehension range type: {type}"
            : $"got '{type}', expected iterable type");
    }
}
