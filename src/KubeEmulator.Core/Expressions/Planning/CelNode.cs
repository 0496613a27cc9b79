namespace KubeEmulator.Expressions;

/// <summary>
/// A step of a plan. The plan is the syntax tree once more, with names resolved to slots, overloads to
/// functions and constants computed.
/// </summary>
internal abstract class CelNode
{
    public abstract CelValue Evaluate(CelFrame frame);
}
