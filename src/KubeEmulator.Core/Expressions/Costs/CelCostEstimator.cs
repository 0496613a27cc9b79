namespace KubeEmulator.Expressions;

/// <summary>Estimates what an expression may cost before it runs (cel-go checker/cost.go).</summary>
internal sealed class CelCostEstimator
{
    public static CostRange Estimate(Expr root, CelEnvironment environment) => CostRange.Zero;
}
