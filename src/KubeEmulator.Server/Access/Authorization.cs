using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Access;

/// <summary>Asks the cluster's rules. Upstream: <c>apiserver/pkg/endpoints/filters/authorization.go</c>.</summary>
internal static class Authorization
{
    // Health checks are open to all where anonymous requests are (kube-apiserver's --authorization-always-allow-paths).
    private static bool IsAlwaysAllowed(string path) => path is "/healthz" or "/readyz" or "/livez";

    /// <exception cref="ApiException">403: nobody allows it.</exception>
    public static void Require(Exchange exchange)
    {
        if (IsAlwaysAllowed(exchange.Request.Path))
        {
            return;
        }

        var question = QuestionOf(exchange.User, exchange.Request);
        var decision = exchange.Services.Authorizer.Authorize(question);
        if (!decision.Allowed)
        {
            exchange.Http.Response.Headers.XContentTypeOptions = "nosniff";
            throw ForbiddenAnswer.For(question, decision.Reason).ToException();
        }
    }

    /// <summary>The question that a request puts.</summary>
    public static AuthorizationQuestion QuestionOf(UserInfo user, ResourceRequest request) => request.IsResource
        ? new AuthorizationQuestion(user, request.Verb)
        {
            Group = request.Group,
            Version = request.Version,
            Resource = request.Resource,
            Subresource = request.Subresource,
            Namespace = request.Namespace,
            Name = request.Name,
            LabelSelector = request.LabelSelector,
            FieldSelector = request.FieldSelector,
        }
        : new AuthorizationQuestion(user, request.Verb) { IsResourceRequest = false, Path = request.Path };
}
