namespace KubeEmulator.Expressions;

/// <summary>An answer.</summary>
internal sealed class CelDecisionValue(CelAuthorizationDecision decision) : CelOpaque
{
    public CelAuthorizationDecision Decision { get; } = decision;

    public override CelType Type => CelKubernetesTypes.Decision;

    public override bool EqualTo(CelValue other) => other is CelDecisionValue d && d.Decision == Decision;
}
