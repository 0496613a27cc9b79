using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>
/// Asks authorizers in turn until one allows or denies; members of <c>system:masters</c> are allowed before any is asked.
/// Upstream: apiserver <c>authorization/union</c> and <c>authorizerfactory</c>.
/// </summary>
internal sealed class AuthorizerChain(params IReadOnlyList<IAuthorizer> authorizers) : IAuthorizer
{
    private const string Masters = "system:masters";

    public AuthorizationDecision Authorize(AuthorizationQuestion question)
    {
        if (question.User.Groups.Contains(Masters))
        {
            return new AuthorizationDecision(true, false, "");
        }

        List<string>? reasons = null;
        foreach (var authorizer in authorizers)
        {
            var decision = authorizer.Authorize(question);
            if (decision.Allowed || decision.Denied)
            {
                return decision;
            }

            if (decision.Reason.Length > 0)
            {
                (reasons ??= []).Add(decision.Reason);
            }
        }

        return new AuthorizationDecision(false, false, reasons is null ? "" : string.Join('\n', reasons));
    }
}
