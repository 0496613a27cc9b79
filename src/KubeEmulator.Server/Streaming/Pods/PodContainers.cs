using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Pods;

/// <summary>Which container a request means. Upstream: <c>pkg/registry/core/pod/strategy.go</c> (validateContainer).</summary>
internal static class PodContainers
{
    /// <summary>The container's name.</summary>
    /// <exception cref="ApiException">400: there is none of that name, or none was named and there are several.</exception>
    public static string Choose(KubeObject pod, string asked)
    {
        string[] ordinary = [.. NamesOf(pod, "containers")];
        string[] all = [.. NamesOf(pod, "initContainers"), .. ordinary, .. NamesOf(pod, "ephemeralContainers")];
        if (asked.Length > 0)
        {
            return all.Contains(asked) ? asked : throw StatusDocument.BadRequest($"container {asked} is not valid for pod {pod.Name}").ToException();
        }

        return ordinary.Length switch
        {
            1 => ordinary[0],
            0 => throw StatusDocument.BadRequest($"a container name must be specified for pod {pod.Name}").ToException(),
            _ => throw StatusDocument.BadRequest($"a container name must be specified for pod {pod.Name}, choose one of: [{string.Join(' ', all)}]").ToException(),
        };
    }

    private static IEnumerable<string> NamesOf(KubeObject pod, string list) => pod.Spec.Maps(list).Select(c => c.StringOrEmpty("name"));
}
