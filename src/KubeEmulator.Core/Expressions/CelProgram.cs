namespace KubeEmulator.Expressions;

/// <summary>An expression ready to run. Immutable; may run on many threads at once.</summary>
internal sealed class CelProgram
{
    private readonly CelSource _source;
    private readonly Expr _root;
    private readonly CelNode _plan;
    private readonly CelPlanShape _shape;
    private readonly CelEnvironment _environment;

    internal CelProgram(CelSource source, Expr root, CelNode plan, CelPlanShape shape, CelEnvironment environment)
    {
        _source = source;
        _root = root;
        _plan = plan;
        _shape = shape;
        _environment = environment;
    }

    /// <summary>The expression as written.</summary>
    public string Text => _source.Text;

    /// <summary>The type of its values.</summary>
    public CelType OutputType => _root.Type;

    /// <summary>The declared variables it reads.</summary>
    public IReadOnlyList<string> Variables => _shape.Globals;

    /// <summary>Evaluates; <paramref name="limit"/> bounds the cost.</summary>
    public CelResult Evaluate(ICelActivation activation, ulong limit = CelLimits.PerCall) =>
        Run(_plan, new CelFrame(activation, _shape, limit));

    /// <summary>
    /// What evaluating may cost at least and at most (cel-go checker/cost.go and Kubernetes' library/cost.go).
    /// </summary>
    /// <param name="root">
    /// The declared type of <c>self</c>, whose <see cref="CelType.MaxElements"/> bound what paths from it reach;
    /// <c>null</c> where nothing is known of sizes.
    /// </param>
    public CostRange EstimateCost(CelType? root = null) => new CelCostEstimator(root).Cost(_root);

    /// <summary>Evaluates and tells the value of every part.</summary>
    public CelExplanation Explain(ICelActivation activation, ulong limit = CelLimits.PerCall)
    {
        // Planned anew, so that a program that only runs carries no observers.
        var planner = new CelPlanner(_environment, traced: true);
        var plan = planner.Plan(_root);
        var trace = new CelTrace();
        var result = Run(plan, new CelFrame(activation, planner.Shape, limit) { Trace = trace });
        return CelExplanation.Of(_source, result, trace);
    }

    private static CelResult Run(CelNode plan, CelFrame frame)
    {
        try
        {
            var value = plan.Evaluate(frame);
            return value is CelError error ? new CelResult(null, error.Message, frame.Cost) : new CelResult(value, null, frame.Cost);
        }
        catch (CelCostException)
        {
            return new CelResult(null, CelResult.CostExceeded, frame.Cost);
        }
    }
}
