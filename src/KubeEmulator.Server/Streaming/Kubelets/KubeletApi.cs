using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Proxies;
using KubeEmulator.Server.Streaming.Sessions;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>The kubelet's own API, as <c>nodes/NAME/proxy</c> reaches it. Upstream: <c>pkg/kubelet/server/server.go</c>.</summary>
internal static class KubeletApi
{
    /// <param name="exchange">The request.</param>
    /// <param name="kubelet">The kubelet.</param>
    /// <param name="node">Its node.</param>
    /// <param name="path">The path behind the proxy.</param>
    public static Task ServeAsync(Exchange exchange, INodeRuntime kubelet, string node, ProxyPath path)
    {
        var parts = path.Target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] when path.Target.Length == 0 => RedirectAsync(exchange, path),
            ["healthz"] or ["healthz", "ping" or "log" or "syncloop"] => AnswerWriter.WriteTextAsync(exchange, 200, "ok"),
            ["pods"] => JsonAsync(exchange, KubeletDocuments.Pods(kubelet.Pods)),
            ["runningpods"] => JsonAsync(exchange, KubeletDocuments.RunningPods(kubelet.Pods, exchange.Services.Pods)),
            ["configz"] => JsonAsync(exchange, MapValue.Of(("kubeletconfig", kubelet.Configuration.Without("kind").Without("apiVersion")))),
            ["stats", "summary"] => JsonAsync(exchange, KubeletStats.Summary(kubelet.ReadUsage(), node)),
            ["metrics", .. var which] => MetricsAsync(exchange, kubelet, string.Join('/', which)),
            ["logs", .. var file] => KubeletLogFiles.ServeAsync(exchange, kubelet, file, path),
            ["debug", "pprof", _, ..] => UnknownProfileAsync(exchange),
            ["debug", "pprof"] => AnswerWriter.WriteTextAsync(exchange, 200, KubeletDocuments.ProfileIndex, "text/html; charset=utf-8"),
            ["containerLogs", var @namespace, var pod, var container] => LogsAsync(exchange, kubelet, @namespace, pod, container),
            ["run", var @namespace, var pod, .., var container] when parts.Length is 4 or 5 => RunAsync(exchange, kubelet, @namespace, pod, container),
            ["exec", var @namespace, var pod, .., var container] when parts.Length is 4 or 5 => OnPodAsync(exchange, kubelet, @namespace, pod, found =>
                KubeletCommands.ExecAsync(exchange, found, container, CommandOptions.OfKubelet(exchange.Query), [.. exchange.Query.All("command")])),
            ["attach", var @namespace, var pod, .., var container] when parts.Length is 4 or 5 => OnPodAsync(exchange, kubelet, @namespace, pod, found =>
                KubeletCommands.AttachAsync(exchange, found, container, CommandOptions.OfKubelet(exchange.Query))),
            ["portForward", var @namespace, var pod, ..] when parts.Length is 3 or 4 => OnPodAsync(exchange, kubelet, @namespace, pod, found =>
                KubeletCommands.ForwardAsync(exchange, found, exchange.Query.All("port"))),
            _ => AnswerWriter.WriteTextAsync(exchange, 404, "404 page not found\n"),
        };
    }

    private static Task RedirectAsync(Exchange exchange, ProxyPath path)
    {
        exchange.Http.Response.StatusCode = 301;
        exchange.Http.Response.Headers.Location = ProxyPath.Escape(path.Request) + "/" + exchange.Http.Request.QueryString.Value;
        return Task.CompletedTask;
    }

    // What Go's pprof says of a profile that nobody takes: there is no Go process whose profile would mean anything.
    private static Task UnknownProfileAsync(Exchange exchange)
    {
        exchange.Http.Response.Headers["X-Go-Pprof"] = "1";
        return AnswerWriter.WriteTextAsync(exchange, 404, "Unknown profile\n");
    }

    private static Task JsonAsync(Exchange exchange, MapValue document) => AnswerWriter.WriteAsync(exchange, 200, MediaTypes.Json, document.ToUtf8Bytes());

    private static Task MetricsAsync(Exchange exchange, INodeRuntime kubelet, string which)
    {
        var text = which switch
        {
            "" => KubeletMetrics.Own(kubelet, exchange.Services.Pods),
            "resource" => KubeletMetrics.Resources(kubelet.ReadUsage()),
            "cadvisor" => KubeletMetrics.Cadvisor(kubelet.ReadUsage(), kubelet.Pods),
            "probes" => KubeletMetrics.Probes(kubelet.ReadUsage(), kubelet.Pods),
            "slis" => "",
            _ => null,
        };
        return text is null
            ? AnswerWriter.WriteTextAsync(exchange, 404, "404 page not found\n")
            : AnswerWriter.WriteTextAsync(exchange, 200, text, "text/plain; version=0.0.4; charset=utf-8");
    }

    private static Task OnPodAsync(Exchange exchange, INodeRuntime kubelet, string @namespace, string name, Func<KubeObject, Task> serve)
    {
        if (kubelet.Pods.FirstOrDefault(p => p.Namespace == @namespace && p.Name == name) is not { } pod)
        {
            return AnswerWriter.WriteTextAsync(exchange, 404, "pod does not exist");
        }

        return exchange.Request.Method is "GET" or "POST" ? serve(pod) : AnswerWriter.WriteTextAsync(exchange, 405, "405: Method Not Allowed");
    }

    private static Task LogsAsync(Exchange exchange, INodeRuntime kubelet, string @namespace, string name, string container)
    {
        var options = Pods.PodLogQuery.Read(exchange.Query, name, exchange.Services.Clock.GetUtcNow());
        if (kubelet.Pods.FirstOrDefault(p => p.Namespace == @namespace && p.Name == name) is not { } pod)
        {
            return AnswerWriter.WriteTextAsync(exchange, 404, $"pod {GoText.Quote(name)} does not exist");
        }

        if (!KubeletDocuments.ContainersOf(pod).Contains(container))
        {
            return AnswerWriter.WriteTextAsync(exchange, 404, $"container {GoText.Quote(container)} not found in pod {GoText.Quote(name)}");
        }

        return KubeletLogs.Refusal(pod, container, options.Previous) is not { } refusal && exchange.Services.Pods!.Find(pod) is { } sandbox
            ? Pods.LogCopy.RunAsync(exchange, sandbox, container, options)
            : AnswerWriter.WriteTextAsync(exchange, 400, KubeletLogs.Refusal(pod, container, options.Previous) ?? "");
    }

    // Both outputs together, as the body.
    private static Task RunAsync(Exchange exchange, INodeRuntime kubelet, string @namespace, string name, string container) =>
        exchange.Request.Method != "POST"
            ? AnswerWriter.WriteTextAsync(exchange, 405, "405: Method Not Allowed")
            : OnPodAsync(exchange, kubelet, @namespace, name, async pod =>
            {
                if (exchange.Services.Pods?.Find(pod) is not { } sandbox || !sandbox.IsContainerRunning(container))
                {
                    await AnswerWriter.WriteTextAsync(exchange, 500, $"container not found ({GoText.Quote(container)})").ConfigureAwait(false);
                    return;
                }

                var output = new CappedOutput();
                var (status, text) = (200, "");
                try
                {
                    var command = (exchange.Query.First("cmd") ?? "").Split(' ');
                    var code = await sandbox.ExecAsync(container, command, new PodStreams { Stdout = output, Stderr = output }, exchange.Cancellation).ConfigureAwait(false);
                    (status, text) = code == 0 ? (200, "") : (500, $"command '{string.Join(' ', command)}' exited with {code}: ");
                }
                catch (PodRuntimeException refused)
                {
                    (status, text) = (500, refused.Message);
                }

                await AnswerWriter.WriteAsync(exchange, status, status == 200 ? MediaTypes.Json : MediaTypes.PlainText, [System.Text.Encoding.UTF8.GetBytes(text), output.Bytes]).ConfigureAwait(false);
            });
}
