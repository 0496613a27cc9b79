using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>Which pod goes first when a node runs short; kubelet's <c>eviction/helpers.go</c> (rankMemoryPressure).</summary>
internal static class EvictionRank
{
    /// <summary>The next pod to be evicted and the message that says why; null where none uses more than it requests.</summary>
    public static (PodAgent Agent, string Message)? Next(IEnumerable<PodAgent> agents, string resource, DateTimeOffset now)
    {
        var candidates = agents.Where(a => !a.IsOver && !a.IsTerminating && !PodPriorities.IsCritical(a.Shape.View))
            .Select(a => (Agent: a, Excess: Usage(a, now) - Request(a, resource)))
            .Where(c => c.Excess > 0)
            .OrderBy(c => c.Agent.Shape.View.Priority).ThenByDescending(c => c.Excess).ThenBy(c => c.Agent.Object.Name, StringComparer.Ordinal)
            .ToArray();
        return candidates.Length == 0 ? null : (candidates[0].Agent, Message(candidates[0].Agent, resource, now));
    }

    private static long Usage(PodAgent agent, DateTimeOffset now) =>
        UsageModel.Read([agent.Object], now, now).Pods.SelectMany(p => p.Containers).Sum(c => c.Usage.MemoryBytes);

    private static long Request(PodAgent agent, string resource) => PodResources.Requests(agent.Shape.View)[resource].Value;

    private static string Message(PodAgent agent, string resource, DateTimeOffset now)
    {
        var text = $"The node was low on resource: {resource}. ";
        foreach (var container in UsageModel.Read([agent.Object], now, now).Pods.SelectMany(p => p.Containers))
        {
            var spec = agent.Object.Spec.Maps("containers").FirstOrDefault(c => c.StringOrEmpty("name") == container.Name);
            var request = Quantity.From(spec?.Map("resources")?.Map("requests")?[resource]) ?? Quantity.Zero;
            var usage = Quantity.Of(container.Usage.MemoryBytes, QuantityFormat.BinarySI);
            if (usage > request)
            {
                text += $"Container {container.Name} was using {usage}, request is {request}, has larger consumption of {resource}. ";
            }
        }

        return text;
    }
}
