using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Metrics;

/// <summary>What the kubelets measure, asked of each node once per revision of the store: a list of pods asks for the same node often. Thread-safe.</summary>
internal sealed class KubeletUsages(ClusterServices services)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeUsage?> _known = new(StringComparer.Ordinal);
    private long _revision = -1;

    /// <summary>What the containers of a pod use; null where no kubelet runs it.</summary>
    public PodUsage? OfPod(KubeObject pod) => Of(pod.Spec.StringOrEmpty("nodeName"))?.Pods.FirstOrDefault(p => p.Uid == pod.Metadata.Uid);

    /// <summary>What a node uses beside its pods; null where it has no kubelet here.</summary>
    public ResourceUsage? OfSystem(string node)
    {
        if (Of(node) is not { } usage)
        {
            return null;
        }

        var (cpu, memory) = (usage.Total.CpuNanoCores, usage.Total.MemoryBytes);
        foreach (var container in usage.Pods.SelectMany(p => p.Containers))
        {
            cpu -= container.Usage.CpuNanoCores;
            memory -= container.Usage.MemoryBytes;
        }

        return new ResourceUsage(cpu, 0, memory);
    }

    private NodeUsage? Of(string node)
    {
        var revision = services.Store.Current.Revision;
        lock (_lock)
        {
            if (revision != _revision)
            {
                _known.Clear();
                _revision = revision;
            }

            if (!_known.TryGetValue(node, out var usage))
            {
                _known[node] = usage = services.Pods?.FindNode(node)?.ReadUsage();
            }

            return usage;
        }
    }
}
