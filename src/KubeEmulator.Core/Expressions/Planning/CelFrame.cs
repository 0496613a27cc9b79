namespace KubeEmulator.Expressions;

/// <summary>One evaluation: the variables, the values of macros' variables, and what it has cost so far.</summary>
internal sealed class CelFrame(ICelActivation activation, CelPlanShape shape, ulong limit)
{
    private readonly CelValue?[] _globals = new CelValue?[shape.Globals.Count];

    /// <summary>The variables of macros, by slot; <c>null</c> where not yet computed.</summary>
    public CelValue?[] Locals { get; } = shape.Locals == 0 ? [] : new CelValue?[shape.Locals];

    public ulong Cost { get; private set; }

    /// <summary>What each node gave, where someone asked to be told.</summary>
    public CelTrace? Trace { get; init; }

    public void Charge(ulong cost)
    {
        Cost += cost;
        if (Cost > limit)
        {
            throw new CelCostException();
        }
    }

    public CelValue Global(int index) =>
        _globals[index] ??= activation.Find(shape.Globals[index]) ?? new CelError($"no such attribute(s): {shape.Globals[index]}");
}
