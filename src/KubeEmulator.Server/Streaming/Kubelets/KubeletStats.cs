using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Kubelets;

/// <summary><c>/stats/summary</c>: CPU and memory of the node, its pods and their containers. Upstream: <c>kubelet/pkg/apis/stats/v1alpha1</c>.</summary>
internal static class KubeletStats
{
    /// <summary>The document.</summary>
    public static MapValue Summary(NodeUsage usage, string node) => MapValue.Of(
        ("node", Measured(new MapBuilder { { "nodeName", node }, { "startTime", KubeTime.Format(usage.StartTime) } }, usage.Time, usage.Total)),
        ("pods", ListValue.From(usage.Pods.Select(p => Pod(p, usage.Time)))));

    /// <summary>What the containers of a pod use together.</summary>
    public static ResourceUsage Total(PodUsage pod) => new(
        pod.Containers.Sum(c => c.Usage.CpuNanoCores),
        pod.Containers.Sum(c => c.Usage.CpuNanoSeconds),
        pod.Containers.Sum(c => c.Usage.MemoryBytes));

    private static MapValue Pod(PodUsage pod, DateTimeOffset time) => Measured(
        new MapBuilder
        {
            { "podRef", MapValue.Of(("name", pod.Name), ("namespace", pod.Namespace), ("uid", pod.Uid)) },
            { "startTime", KubeTime.Format(pod.StartTime) },
            { "containers", ListValue.From(pod.Containers.Select(c => Measured(new MapBuilder { { "name", c.Name }, { "startTime", KubeTime.Format(c.StartTime) } }, time, c.Usage))) },
        },
        time,
        Total(pod));

    private static MapValue Measured(MapBuilder document, DateTimeOffset time, ResourceUsage usage)
    {
        document["cpu"] = MapValue.Of(("time", KubeTime.Format(time)), ("usageNanoCores", usage.CpuNanoCores), ("usageCoreNanoSeconds", usage.CpuNanoSeconds));
        document["memory"] = MapValue.Of(("time", KubeTime.Format(time)), ("usageBytes", usage.MemoryBytes), ("workingSetBytes", usage.MemoryBytes), ("rssBytes", usage.MemoryBytes));
        return document.Build();
    }
}
