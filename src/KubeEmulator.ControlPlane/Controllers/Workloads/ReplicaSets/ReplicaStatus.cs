using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a ReplicaSet or ReplicationController says of its pods; <c>pkg/controller/replicaset/replica_set_utils.go</c>.</summary>
internal static class ReplicaStatus
{
    /// <summary>The status.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="active">Its pods that count.</param>
    /// <param name="terminating">How many of its pods are going; null where the kind does not say.</param>
    /// <param name="failure">Reason and message of why pods could not be made or deleted; null where they could.</param>
    /// <param name="now">The time.</param>
    public static MapValue Of(KubeObject owner, IReadOnlyList<PodView> active, int? terminating, (string Reason, string Message)? failure, DateTimeOffset now)
    {
        var template = LabelSelector.FromLabels(owner.Spec.Map("template")?.Map("metadata")?.Map("labels"));
        var minReady = MinReadySeconds(owner);
        var status = owner.Status.ToBuilder();
        status["replicas"] = active.Count;
        status.SetUnlessZero("fullyLabeledReplicas", active.Count(p => template.Matches(p.Labels)));
        status.SetUnlessZero("readyReplicas", active.Count(PodState.IsReady));
        status.SetUnlessZero("availableReplicas", active.Count(p => PodState.IsAvailable(p, minReady, now)));
        if (terminating is { } going)
        {
            status["terminatingReplicas"] = going;
        }

        status.SetUnlessZero("observedGeneration", owner.Metadata.Generation);
        status["conditions"] = Conditions(owner.Status.List("conditions"), failure, now);
        return status.Build();
    }

    /// <summary>How long a pod must be ready to count as available.</summary>
    public static long MinReadySeconds(KubeObject owner) => owner.Spec.Integer("minReadySeconds") ?? 0;

    // A failure that is told already keeps its first words.
    private static ListValue? Conditions(ListValue? conditions, (string Reason, string Message)? failure, DateTimeOffset now)
    {
        var old = conditions?.OfType<MapValue>().FirstOrDefault(c => c.String("type") == "ReplicaFailure");
        if (failure is { } told)
        {
            return old is not null ? conditions : (conditions ?? ListValue.Empty).Add(MapValue.Of(
                ("type", "ReplicaFailure"), ("status", "True"), ("lastTransitionTime", KubeTime.Format(now)), ("reason", told.Reason), ("message", told.Message)));
        }

        if (old is null)
        {
            return conditions;
        }

        var others = ListValue.From(conditions!.Where(c => !ReferenceEquals(c, old)));
        return others.Count == 0 ? null : others;
    }
}
