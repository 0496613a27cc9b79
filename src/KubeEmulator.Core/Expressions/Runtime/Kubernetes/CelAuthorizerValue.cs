namespace KubeEmulator.Expressions;

/// <summary>The variable <c>authorizer</c>.</summary>
internal sealed class CelAuthorizerValue(ICelAuthorizer authorizer) : CelOpaque
{
    public ICelAuthorizer Authorizer { get; } = authorizer;

    public override CelType Type => CelKubernetesTypes.Authorizer;

    public override bool EqualTo(CelValue other) => other is CelAuthorizerValue a && ReferenceEquals(a.Authorizer, Authorizer);
}
