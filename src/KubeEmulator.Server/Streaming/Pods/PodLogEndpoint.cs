using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Kubelets;

namespace KubeEmulator.Server.Streaming.Pods;

/// <summary><c>pods/NAME/log</c>. Upstream: <c>pkg/registry/core/pod/rest/log.go</c> and the kubelet's containerLogs.</summary>
internal static class PodLogEndpoint
{
    public static async Task ServeAsync(Exchange exchange, ResourceType type)
    {
        var request = exchange.Request;
        var options = PodLogQuery.Read(exchange.Query, request.Name, exchange.Services.Clock.GetUtcNow());
        var pod = exchange.Services.Api.Get(type, request.Namespace, request.Name);
        var container = PodContainers.Choose(pod, exchange.Query.First("container") ?? "");
        var node = new PodView(pod).NodeName;
        if (node.Length == 0)
        {
            exchange.Http.Response.StatusCode = 204;
            return;
        }

        var address = KubeletAddress.Of(exchange.Services, node);
        if (exchange.Services.Pods?.FindNode(node) is null)
        {
            var url = $"https://{address.Authority}/containerLogs/{pod.Namespace}/{pod.Name}/{container}{QueryOf(exchange)}";
            throw StatusDocument.Failure(500, "", $"Get {GoText.Quote(url)}: {address.Refused}").ToException();
        }

        if (KubeletLogs.Refusal(pod, container, options.Previous) is { } refusal)
        {
            throw StatusDocument.BadRequest(refusal).ToException();
        }

        var sandbox = exchange.Services.Pods.Find(pod)
            ?? throw StatusDocument.BadRequest($"container {GoText.Quote(container)} in pod {GoText.Quote(pod.Name)} is not available").ToException();
        await LogCopy.RunAsync(exchange, sandbox, container, options).ConfigureAwait(false);
    }

    // The kubelet's parameters in the order of Go's url.Values.
    private static string QueryOf(Exchange exchange)
    {
        string[] passed = ["follow", "limitBytes", "previous", "sinceSeconds", "sinceTime", "stream", "tailLines", "timestamps"];
        var pairs = passed.Select(name => (name, Value: exchange.Query.First(name) ?? (name == "stream" ? "All" : null))).Where(p => p.Value is not null);
        return "?" + string.Join('&', pairs.Select(p => $"{p.name}={Uri.EscapeDataString(p.Value!)}"));
    }
}
