namespace KubeEmulator.Expressions;

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
