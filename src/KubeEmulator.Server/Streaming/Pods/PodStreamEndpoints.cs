using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Streaming.Kubelets;
using KubeEmulator.Server.Streaming.Sessions;

namespace KubeEmulator.Server.Streaming.Pods;

/// <summary>
/// <c>pods/NAME/exec</c>, <c>attach</c> and <c>portforward</c>: what the API server checks before it passes the client on to the kubelet.
/// Upstream: <c>pkg/registry/core/pod/rest/subresources.go</c> and <c>pod/strategy.go</c>.
/// </summary>
internal static class PodStreamEndpoints
{
    public static Task ServeAsync(Exchange exchange, ResourceType type)
    {
        RequireCreate(exchange);
        var request = exchange.Request;
        var pod = exchange.Services.Api.Get(type, request.Namespace, request.Name);
        var container = request.Subresource == "portforward" ? "" : PodContainers.Choose(pod, exchange.Query.First("container") ?? "");
        var node = new PodView(pod).NodeName;
        if (node.Length == 0)
        {
            throw StatusDocument.BadRequest($"pod {pod.Name} does not have a host assigned").ToException();
        }

        var address = KubeletAddress.Of(exchange.Services, node);
        if (!CommandServing.IsUpgrade(exchange.Http))
        {
            throw StatusDocument.BadRequest("Upgrade request required").ToException();
        }

        if (exchange.Services.Pods?.FindNode(node) is null)
        {
            throw address.DialingFailed();
        }

        return request.Subresource switch
        {
            "exec" => KubeletCommands.ExecAsync(exchange, pod, container, CommandOptions.OfPod(exchange.Query), [.. exchange.Query.All("command")]),
            "attach" => KubeletCommands.AttachAsync(exchange, pod, container, CommandOptions.OfPod(exchange.Query)),
            _ => KubeletCommands.ForwardAsync(exchange, pod, exchange.Query.All("ports")),
        };
    }

    // A WebSocket begins with a GET, which a reader may send; what it does is a create (pod/rest/authorize.go).
    private static void RequireCreate(Exchange exchange)
    {
        var question = Access.Authorization.QuestionOf(exchange.User, exchange.Request);
        if (question.Verb == "create")
        {
            return;
        }

        var decision = exchange.Services.Authorizer.Authorize(question with { Verb = "create" });
        if (!decision.Allowed)
        {
            throw StatusDocument.Forbidden(new GroupResource(question.Group, question.Resource), question.Name, decision.Reason).ToException();
        }
    }
}
