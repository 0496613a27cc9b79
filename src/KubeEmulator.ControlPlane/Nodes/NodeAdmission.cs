using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes;

/// <summary>
/// What a node itself looks at before it takes a pod, whoever bound it; kubelet's <c>lifecycle/predicate.go</c> with the checks of
/// kube-scheduler's AdmissionCheck.
/// </summary>
internal static class NodeAdmission
{
    /// <param name="pod">The pod.</param>
    /// <param name="requests">What it requests.</param>
    /// <param name="room">The node, and what is left of it.</param>
    /// <returns>Null where the pod may run.</returns>
    public static NodeRefusal? Refuse(PodView pod, ResourceList requests, in NodeRoom room)
    {
        var node = room.Node;
        if (pod.Labels.String(WellKnownLabels.Os) is { } os && os != (node.Labels.String(WellKnownLabels.Os) ?? "linux"))
        {
            return new NodeRefusal("PodOSSelectorNodeLabelDoesNotMatch", "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label");
        }

        if (pod.Spec.Map("os")?.String("name") is { } wanted && wanted != (node.Labels.String(WellKnownLabels.Os) ?? "linux"))
        {
            return new NodeRefusal("PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS");
        }

        if (Insufficient(requests, room) is { } insufficient)
        {
            return insufficient;
        }

        if (!NodeSelectors.MatchesRequired(pod, node))
        {
            return Predicate("NodeAffinity", "node(s) didn't match Pod's node affinity/selector");
        }

        if (HostPorts.Of(pod).ToArray() is { Length: > 0 } own && HostPorts.AnyConflict(own, [.. room.Ports]))
        {
            return Predicate("NodePorts", "node(s) didn't have free ports for the requested pod ports");
        }

        return node.Taints.Any(t => t.Effect == "NoExecute" && !Tolerations.Tolerates(pod, t))
            ? Predicate("TaintToleration", "node(s) had taints that the pod didn't tolerate")
            : null;
    }

    private static NodeRefusal? Insufficient(ResourceList requests, in NodeRoom room)
    {
        var (allocatable, used, pods) = (room.Allocatable, room.Used, room.Pods);
        if (allocatable.TryGet("pods", out var most) && pods + 1 > most.Value)
        {
            return OutOf("pods", 1, pods, most.Value);
        }

        var fits = true;
        foreach (var (name, amount) in requests)
        {
            fits = fits && amount <= allocatable[name] - used[name];
        }

        if (fits)
        {
            return null;
        }

        foreach (var (name, amount) in requests.OrderBy(r => Order(r.Key)).ThenBy(r => r.Key, StringComparer.Ordinal))
        {
            // A resource that the node does not name may be the cluster's: predicate.go's removeMissingExtendedResources.
            if (amount.Sign <= 0 || (!allocatable.Contains(name) && name.Contains('/', StringComparison.Ordinal)))
            {
                continue;
            }

            if (amount > allocatable[name] - used[name])
            {
                return name == "cpu"
                    ? OutOf(name, amount.MilliValue, used[name].MilliValue, allocatable[name].MilliValue)
                    : OutOf(name, amount.Value, used[name].Value, allocatable[name].Value);
            }
        }

        return null;
    }

    private static int Order(string name) => name switch { "cpu" => 0, "memory" => 1, "ephemeral-storage" => 2, _ => 3 };

    private static NodeRefusal OutOf(string name, long requested, long used, long capacity) =>
        new($"OutOf{name}", $"Node didn't have enough resource: {name}, requested: {requested}, used: {used}, capacity: {capacity}");

    private static NodeRefusal Predicate(string name, string text) => new(name, $"Predicate {name} failed: {text}");
}
