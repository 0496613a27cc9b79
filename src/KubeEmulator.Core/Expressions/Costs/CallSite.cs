namespace KubeEmulator.Expressions;

/// <summary>A call whose cost is asked for.</summary>
/// <param name="Call">The call.</param>
/// <param name="Overload">The overload it is estimated for.</param>
/// <param name="Target">The receiver.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="ArgumentCosts">What the arguments cost; the receiver's cost is added elsewhere.</param>
internal sealed record CallSite(CallExpr Call, string Overload, CostNode? Target, CostNode[] Arguments, CostRange[] ArgumentCosts)
{
    public CostRange ArgumentCost => ArgumentCosts.Aggregate(CostRange.Zero, (sum, cost) => sum + cost);
}
