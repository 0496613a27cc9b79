using KubeEmulator.Objects;

namespace KubeEmulator.Scheduling;

/// <summary>A kind of change that may make a pod schedulable that was not.</summary>
/// <param name="Resource">The resource changed; null stands for any.</param>
/// <param name="Action">What happened.</param>
public readonly record struct ClusterEvent(GroupResource? Resource, ClusterEventAction Action)
{
    /// <summary>A pod was bound or appeared bound.</summary>
    internal static readonly ClusterEvent AssignedPodAdd = new(new GroupResource("", "pods"), ClusterEventAction.Add);

    /// <summary>A bound pod went away.</summary>
    internal static readonly ClusterEvent AssignedPodDelete = new(new GroupResource("", "pods"), ClusterEventAction.Delete);

    /// <summary>A pod waited too long without any event.</summary>
    internal static readonly ClusterEvent Timeout = new(null, ClusterEventAction.All);

    /// <summary>Whether this, as what a plugin asks for, covers an event.</summary>
    public bool Covers(ClusterEvent happened) =>
        (Resource is null || Resource == happened.Resource) && (Action & happened.Action) != 0;
}
