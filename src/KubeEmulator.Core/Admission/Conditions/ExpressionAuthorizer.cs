using KubeEmulator.Api;
using KubeEmulator.Expressions;

namespace KubeEmulator.Admission;

/// <summary>The cluster's access rules as expressions ask them: the user of the request, or a service account.</summary>
internal sealed class ExpressionAuthorizer(IAuthorizer authorizer, UserInfo user) : ICelAuthorizer
{
    public CelAuthorizationDecision Authorize(CelAuthorizationCheck check)
    {
        var decision = authorizer.Authorize(new AuthorizationQuestion(user, check.Verb)
        {
            IsResourceRequest = check.Path is null,
            Path = check.Path ?? "",
            Group = check.Group,
            Version = "*",
            Resource = check.Resource,
            Subresource = check.Subresource,
            Namespace = check.Namespace,
            Name = check.Name,
            FieldSelector = check.FieldSelector,
            LabelSelector = check.LabelSelector,
        });
        return new CelAuthorizationDecision(decision.Allowed, decision.Reason, decision.EvaluationError.Length == 0 ? null : decision.EvaluationError);
    }

    // Only the groups of service accounts: that they are authenticated, their tokens say (pkg/serviceaccount MakeGroupNames).
    public ICelAuthorizer ForServiceAccount(string @namespace, string name) =>
        new ExpressionAuthorizer(authorizer, new UserInfo($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}"]));
}
