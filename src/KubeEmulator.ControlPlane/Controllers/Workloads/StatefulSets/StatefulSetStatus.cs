using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a StatefulSet says of its pods.</summary>
internal static class StatefulSetStatus
{
    /// <summary>The status.</summary>
    /// <param name="set">The set.</param>
    /// <param name="pods">Its pods.</param>
    /// <param name="current">The name of the revision it comes from.</param>
    /// <param name="update">The name of the revision it goes to.</param>
    /// <param name="collisions">How many names of revisions were taken.</param>
    /// <param name="now">The time.</param>
    public static MapValue Of(StatefulSetView set, IReadOnlyCollection<PodView> pods, string current, string update, long collisions, DateTimeOffset now)
    {
        var staying = pods.Where(p => !p.IsDeleting).ToList();
        var ready = pods.Where(StatefulPod.IsRunningAndReady).ToList();
        var currentReplicas = staying.Count(p => StatefulPod.RevisionOf(p) == current);
        var updatedReplicas = staying.Count(p => StatefulPod.RevisionOf(p) == update);
        if (set.IsRolling && updatedReplicas == set.Replicas && ready.Count == set.Replicas && pods.Count == set.Replicas)
        {
            (current, currentReplicas) = (update, updatedReplicas);
        }

        var status = set.Object.Status.ToBuilder();
        status.SetUnlessZero("observedGeneration", set.Object.Metadata.Generation);
        status["replicas"] = pods.Count;
        status.SetUnlessZero("readyReplicas", ready.Count);
        status.SetUnlessZero("currentReplicas", currentReplicas);
        status.SetUnlessZero("updatedReplicas", updatedReplicas);
        status["currentRevision"] = current;
        status["updateRevision"] = update;
        status["collisionCount"] = collisions;
        status["availableReplicas"] = ready.Count(p => PodState.IsAvailable(p, set.MinReadySeconds, now));
        return status.Build();
    }
}
