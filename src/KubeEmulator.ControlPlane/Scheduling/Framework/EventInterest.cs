using KubeEmulator.Objects;
using KubeEmulator.Storage;

namespace KubeEmulator.Scheduling;

/// <summary>
/// A change after which a pod that the plugin turned away is worth another try; kube-scheduler's queueing hint.
/// </summary>
/// <param name="Event">The kind of change.</param>
/// <param name="Worth">Whether this change matters for this pod (the waiting pod comes first); null where every one does.</param>
public sealed record EventInterest(ClusterEvent Event, Func<KubeObject, Change, bool>? Worth = null)
{
    /// <summary>Any change at all: what a plugin gets that does not say better.</summary>
    public static readonly IReadOnlyList<EventInterest> Anything = [new(new ClusterEvent(null, ClusterEventAction.All))];

    /// <summary>An interest in one resource.</summary>
    public static EventInterest In(string group, string resource, ClusterEventAction action, Func<KubeObject, Change, bool>? worth = null) =>
        new(new ClusterEvent(new GroupResource(group, resource), action), worth);
}
