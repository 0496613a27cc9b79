namespace KubeEmulator.Expressions;

/// <summary>A macro's accumulator: computed when first read.</summary>
internal sealed class AccumulatorNode(int slot, CelNode initial, bool grows) : AttributeNode
{
    public override CelValue Resolve(CelFrame frame) => Follow(frame, frame.Locals[slot] ??= Start(frame));

    private CelValue Start(CelFrame frame) => initial.Evaluate(frame) switch
    {
        CelList { Count: 0 } when grows => new CelGrowingList(),
        CelMap { Count: 0 } when grows => new CelEntryMap { Grows = true },
        var value => value,
    };
}
