using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What pods request of a resource, in thousandths; <c>pkg/controller/podautoscaler/replica_calculator.go</c> calculateRequests.</summary>
internal static class PodRequests
{
    /// <summary>By pod: in one container, or in all, or what the pod itself requests.</summary>
    /// <exception cref="MetricException">A pod requests nothing of it.</exception>
    public static Dictionary<string, long> Of(IEnumerable<PodView> pods, string container, string resource) =>
        pods.ToDictionary(p => p.Name, p => container.Length == 0 && p.Spec["resources"] is not null && PodResources.HasPodLevelResources(p) ? OfPod(p, resource) : OfContainers(p, container, resource), StringComparer.Ordinal);

    private static long OfPod(PodView pod, string resource) => PodResources.Requests(pod).TryGet(resource, out var amount)
        ? amount.MilliValue
        : throw new MetricException($"missing pod-level request for {resource} in Pod {pod.Name}");

    private static long OfContainers(PodView pod, string container, string resource)
    {
        var wanted = pod.Containers.Concat(pod.InitContainers.Where(c => c.IsRestartable)).Where(c => container.Length == 0 || c.Name == container).ToList();
        if (wanted.Count == 0 && container.Length > 0)
        {
            throw new MetricException($"container {container} not found in Pod {pod.Name}");
        }

        return wanted.Sum(c => Quantity.From(c.Requests?[resource])?.MilliValue
            ?? throw new MetricException($"missing request for {resource} in container {c.Name} of Pod {pod.Name}"));
    }
}
