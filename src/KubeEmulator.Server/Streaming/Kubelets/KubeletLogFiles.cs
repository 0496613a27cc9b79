using System.Net;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Streaming.Proxies;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>
/// <c>/logs/</c>: the node's <c>/var/log</c> as Go's file server shows it. Of a simulated node there are the logs of its containers, below
/// <c>pods</c> and, by their long names, below <c>containers</c>.
/// </summary>
internal static class KubeletLogFiles
{
    public static Task ServeAsync(Exchange exchange, INodeRuntime kubelet, IReadOnlyList<string> file, ProxyPath path)
    {
        Entry[] all = [.. Entries(kubelet, exchange.Services.Pods)];
        var wanted = string.Concat(file.Select(part => "/" + part));
        if (all.FirstOrDefault(e => e.Path == wanted || e.Link == wanted) is { } found)
        {
            return FileAsync(exchange, found);
        }

        string[] below = [.. all.SelectMany(e => (string[])[e.Path, e.Link]).Where(p => p.StartsWith(wanted + "/", StringComparison.Ordinal))
            .Select(p => p[(wanted.Length + 1)..]).Select(p => p.Contains('/') ? p[..(p.IndexOf('/') + 1)] : p).Distinct().Order(StringComparer.Ordinal)];
        if (below.Length == 0 && wanted.Length > 0)
        {
            return AnswerWriter.WriteTextAsync(exchange, 404, "404 page not found\n");
        }

        if (!path.Target.EndsWith('/'))
        {
            exchange.Http.Response.StatusCode = 301;
            exchange.Http.Response.Headers.Location = ProxyPath.Escape(path.Request) + "/";
            return Task.CompletedTask;
        }

        var page = new StringBuilder("<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
        foreach (var name in below)
        {
            page.Append("<a href=\"").Append(ProxyPath.Escape(name)).Append("\">").Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }

        return AnswerWriter.WriteTextAsync(exchange, 200, page.Append("</pre>\n").ToString(), "text/html; charset=utf-8");
    }

    private static async Task FileAsync(Exchange exchange, Entry found)
    {
        exchange.Http.Response.Headers.ContentType = "text/plain; charset=utf-8";
        await Pods.LogCopy.RunAsync(exchange, found.Sandbox, found.Container, new PodLogOptions { RuntimeFormat = true, Previous = found.Previous }).ConfigureAwait(false);
    }

    private static IEnumerable<Entry> Entries(INodeRuntime kubelet, IPodRuntime? runtime)
    {
        foreach (var pod in kubelet.Pods)
        {
            if (runtime?.Find(pod) is not { } sandbox)
            {
                continue;
            }

            foreach (var container in KubeletDocuments.ContainersOf(pod))
            {
                var restarts = KubeletLogs.RestartsOf(pod, container);
                var folder = $"/pods/{pod.Namespace}_{pod.Name}_{pod.Metadata.Uid}/{container}";
                if (KubeletLogs.Refusal(pod, container, previous: false) is null)
                {
                    yield return new Entry($"{folder}/{restarts}.log", $"/containers/{pod.Name}_{pod.Namespace}_{container}.log", sandbox, container, false);
                }

                if (restarts > 0 && KubeletLogs.Refusal(pod, container, previous: true) is null)
                {
                    yield return new Entry($"{folder}/{restarts - 1}.log", $"{folder}/{restarts - 1}.log", sandbox, container, true);
                }
            }
        }
    }

    private sealed record Entry(string Path, string Link, IPodSandbox Sandbox, string Container, bool Previous);
}
