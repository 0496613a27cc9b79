namespace KubeEmulator.Expressions;

/// <summary>Answers the checks an expression makes through <c>authorizer</c>; the caller supplies it.</summary>
internal interface ICelAuthorizer
{
    /// <summary>Whether the user of this authorizer may do what <paramref name="check"/> says.</summary>
    CelAuthorizationDecision Authorize(CelAuthorizationCheck check);

    /// <summary>The same authorizer for a service account.</summary>
    ICelAuthorizer ForServiceAccount(string @namespace, string name);
}
