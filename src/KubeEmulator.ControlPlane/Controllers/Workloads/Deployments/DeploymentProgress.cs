using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a Deployment's status says of its ReplicaSets and of the roll-out; <c>pkg/controller/deployment/{sync,progress}.go</c>.</summary>
internal static class DeploymentProgress
{
    /// <summary>The counts and the availability, with the other conditions as they are.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="newest">The newest set; null where there is none yet.</param>
    /// <param name="old">The others.</param>
    /// <param name="now">The time.</param>
    public static MapValue Counts(DeploymentView deployment, ReplicaSetView? newest, IReadOnlyList<ReplicaSetView> old, DateTimeOffset now)
    {
        var all = old.Concat(newest is { } n ? [n] : []).ToList();
        var available = all.Sum(s => s.AvailableReplicas);
        var before = deployment.Object.Status;
        var status = new MapBuilder(8);
        status.SetUnlessZero("observedGeneration", deployment.Object.Metadata.Generation);
        status.SetUnlessZero("replicas", all.Sum(s => s.ActualReplicas));
        status.SetUnlessZero("updatedReplicas", newest?.ActualReplicas ?? 0);
        status.SetUnlessZero("readyReplicas", all.Sum(s => s.ReadyReplicas));
        status.SetUnlessZero("availableReplicas", available);
        status.SetUnlessZero("unavailableReplicas", Math.Max(all.Sum(s => s.Replicas) - available, 0));
        status["terminatingReplicas"] = Terminating(all);
        status["conditions"] = before["conditions"];
        status["collisionCount"] = before["collisionCount"];
        var condition = available >= deployment.Replicas - deployment.MaxUnavailable
            ? DeploymentConditions.New(DeploymentConditions.Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : DeploymentConditions.New(DeploymentConditions.Available, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", now);
        return DeploymentConditions.Set(status.Build(), condition);
    }

    /// <summary>The counts, and how the roll-out gets on.</summary>
    public static MapValue Rollout(DeploymentView deployment, ReplicaSetView? newest, IReadOnlyList<ReplicaSetView> old, DateTimeOffset now)
    {
        var status = Counts(deployment, newest, old, now);
        var current = Conditions.Find(deployment.Object.Status, DeploymentConditions.Progressing);
        var settled = status.Count("replicas") == status.Count("updatedReplicas") && current?.String("reason") == "NewReplicaSetAvailable";
        if (deployment.ProgressDeadline is null)
        {
            status = DeploymentConditions.Remove(status, DeploymentConditions.Progressing);
        }
        else if (!settled)
        {
            status = Progressed(deployment, newest, status, current, now);
        }

        var failures = old.Concat(newest is { } n ? [n] : []).Reverse();
        var failure = failures.Select(s => Conditions.Find(s.Object.Status, DeploymentConditions.ReplicaFailure)).FirstOrDefault(c => c is not null);
        return failure is null
            ? DeploymentConditions.Remove(status, DeploymentConditions.ReplicaFailure)
            : DeploymentConditions.Set(status, OfReplicaSet(failure));
    }

    /// <summary>Whether all pods are of the newest set and available.</summary>
    public static bool IsComplete(DeploymentView deployment, MapValue status) =>
        status.Count("updatedReplicas") == deployment.Replicas
        && status.Count("replicas") == deployment.Replicas
        && status.Count("availableReplicas") == deployment.Replicas
        && (status.Integer("observedGeneration") ?? 0) >= deployment.Object.Metadata.Generation;

    /// <summary>When the lack of progress has to be looked for; null where it need not.</summary>
    public static DateTimeOffset? CheckAt(DeploymentView deployment, MapValue status)
    {
        var current = Conditions.Find(status, DeploymentConditions.Progressing);
        return deployment.ProgressDeadline is { } deadline && !deployment.IsPaused && current is not null && !IsComplete(deployment, status)
            && current.String("reason") is not ("ProgressDeadlineExceeded" or "NewReplicaSetAvailable")
            && KubeTime.Parse(current.String("lastUpdateTime")) is { } updated
                ? updated + deadline
                : null;
    }

    private static MapValue Progressed(DeploymentView deployment, ReplicaSetView? newest, MapValue status, MapValue? current, DateTimeOffset now)
    {
        var what = newest is { } set ? $"ReplicaSet {GoText.Quote(set.Name)}" : $"Deployment {GoText.Quote(deployment.Object.Name)}";
        if (IsComplete(deployment, status))
        {
            return DeploymentConditions.Set(status, Condition("True", "NewReplicaSetAvailable", "has successfully progressed."));
        }

        if (IsProgressing(deployment.Object.Status, status))
        {
            // Of two such conditions in a row the newer counts: its update time is what the deadline runs from.
            var condition = Condition("True", "ReplicaSetUpdated", "is progressing.");
            condition = current?.String("status") == "True" ? condition.WithOptional("lastTransitionTime", current["lastTransitionTime"]) : condition;
            return DeploymentConditions.Set(DeploymentConditions.Remove(status, DeploymentConditions.Progressing), condition);
        }

        return HasTimedOut(deployment, current, now) ? DeploymentConditions.Set(status, Condition("False", "ProgressDeadlineExceeded", "has timed out progressing.")) : status;

        MapValue Condition(string value, string reason, string message) => DeploymentConditions.New(DeploymentConditions.Progressing, value, reason, $"{what} {message}", now);
    }

    private static bool IsProgressing(MapValue before, MapValue after) =>
        after.Count("updatedReplicas") > before.Count("updatedReplicas")
        || after.Count("replicas") - after.Count("updatedReplicas") < before.Count("replicas") - before.Count("updatedReplicas")
        || after.Count("readyReplicas") > before.Count("readyReplicas")
        || after.Count("availableReplicas") > before.Count("availableReplicas");

    private static bool HasTimedOut(DeploymentView deployment, MapValue? current, DateTimeOffset now) => current?.String("reason") switch
    {
        null or "NewReplicaSetAvailable" => false,
        "ProgressDeadlineExceeded" => true,
        _ => KubeTime.Parse(current.String("lastUpdateTime")) is { } updated && updated + deployment.ProgressDeadline < now,
    };

    // Unknown as soon as one set that has been looked at does not say.
    private static Value? Terminating(List<ReplicaSetView> all)
    {
        var sum = 0L;
        foreach (var set in all)
        {
            var status = set.Object.Status;
            if (status.Integer("terminatingReplicas") is { } count)
            {
                sum += count;
            }
            else if (status.Count("observedGeneration") != 0)
            {
                return null;
            }
        }

        return sum;
    }

    private static MapValue OfReplicaSet(MapValue condition)
    {
        var copy = new MapBuilder { { "type", DeploymentConditions.ReplicaFailure } };
        copy["status"] = condition["status"];
        copy["lastUpdateTime"] = condition["lastTransitionTime"];
        copy["lastTransitionTime"] = condition["lastTransitionTime"];
        copy["reason"] = condition["reason"];
        copy["message"] = condition["message"];
        return copy.Build();
    }
}
