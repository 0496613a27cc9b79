namespace KubeEmulator.Expressions;

/// <summary>The variable <c>authorizer</c>.</summary>
internal sealed class CelAuthorizerValue(ICelAuthorizer authorizer) : CelOpaque
{
    public ICelAuthorizer Authorizer { get; } = authorizer;

    public override CelType Type => CelKubernetesTypes.Authorizer;

    public override bool EqualTo(CelValue other) => other is CelAuthorizerValue a && ReferenceEquals(a.Authorizer, Authorizer);
}

/// <summary>A check being put together; its type says how far it has come.</summary>
internal sealed class CelCheckValue(ICelAuthorizer authorizer, CelAuthorizationCheck check, CelType type) : CelOpaque
{
    public CelAuthorizationCheck Check { get; } = check;

    public override CelType Type => type;

    /// <summary>The variable <c>authorizer.requestResource</c>: the check of the request itself.</summary>
    public static CelCheckValue ForResource(ICelAuthorizer authorizer, CelAuthorizationCheck check) =>
        new(authorizer, check, CelKubernetesTypes.ResourceCheck);

    public CelCheckValue With(CelAuthorizationCheck next, CelType? nextType = null) => new(authorizer, next, nextType ?? type);

    public CelDecisionValue Decide(string verb) => new(authorizer.Authorize(Check with { Verb = verb }));

    public override bool EqualTo(CelValue other) => other is CelCheckValue c && c.Check == Check && c.Type == Type;
}

/// <summary>An answer.</summary>
internal sealed class CelDecisionValue(CelAuthorizationDecision decision) : CelOpaque
{
    public CelAuthorizationDecision Decision { get; } = decision;

    public override CelType Type => CelKubernetesTypes.Decision;

    public override bool EqualTo(CelValue other) => other is CelDecisionValue d && d.Decision == Decision;
}
