using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary>Whether a container's status lets its log be read. Upstream: <c>pkg/kubelet/kubelet_pods.go</c> (validateContainerLogStatus).</summary>
internal static class KubeletLogs
{
    private static readonly string[] StatusLists = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];

    /// <summary>Why there is no log, or null.</summary>
    public static string? Refusal(KubeObject pod, string container, bool previous)
    {
        var name = $"container {GoText.Quote(container)} in pod {GoText.Quote(pod.Name)}";
        var status = StatusOf(pod, container);
        if (status is null)
        {
            return $"{name} is not available";
        }

        var last = status.Map("lastState")?.Map("terminated");
        var state = status.Map("state") ?? MapValue.Empty;
        if (previous)
        {
            return HasRun(last) ? null : $"previous terminated {name} not found";
        }

        if (state.ContainsKey("running"))
        {
            return null;
        }

        if (state.Map("terminated") is { } terminated)
        {
            return HasRun(terminated) || HasRun(last) ? null : $"{name} is terminated";
        }

        return last is not null ? (HasRun(last) ? null : $"{name} is terminated") : Waiting(name, state.Map("waiting"));
    }

    /// <summary>How often a container was restarted.</summary>
    public static long RestartsOf(KubeObject pod, string container) => StatusOf(pod, container)?.Integer("restartCount") ?? 0;

    private static MapValue? StatusOf(KubeObject pod, string container) =>
        StatusLists.SelectMany(list => pod.Status.Maps(list)).FirstOrDefault(s => s.StringOrEmpty("name") == container);

    private static string Waiting(string name, MapValue? waiting) => waiting?.StringOrEmpty("reason") switch
    {
        null => $"{name} is waiting to start - no logs yet",
        "ErrImagePull" => $"{name} is waiting to start: image can't be pulled",
        "ImagePullBackOff" => $"{name} is waiting to start: trying and failing to pull image",
        var reason => $"{name} is waiting to start: {reason}",
    };

    private static bool HasRun(MapValue? terminated) => terminated?.String("containerID") is { Length: > 0 };
}
