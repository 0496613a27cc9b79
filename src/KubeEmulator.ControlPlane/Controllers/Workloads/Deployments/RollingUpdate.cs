namespace KubeEmulator.Controllers.Workloads;

/// <summary>How far a rolling update may go now; <c>pkg/controller/deployment/rolling.go</c>.</summary>
internal static class RollingUpdate
{
    /// <summary>The size of the newest set: as large as the surge allows, never larger than the Deployment.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="newest">The newest set's size.</param>
    /// <param name="total">The sizes of all sets together.</param>
    public static int NewestSize(DeploymentView deployment, int newest, int total)
    {
        if (!deployment.IsRolling || newest >= deployment.Replicas)
        {
            return deployment.Replicas;
        }

        var room = deployment.MaxReplicas - total;
        return room <= 0 ? newest : newest + Math.Min(room, deployment.Replicas - newest);
    }

    /// <summary>The new sizes of old sets that may shrink, unhealthy pods first; none where nothing may.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="newest">The newest set.</param>
    /// <param name="old">The old sets.</param>
    public static IReadOnlyList<ReplicaSetScale> ShrinkOld(DeploymentView deployment, ReplicaSetView newest, IEnumerable<ReplicaSetView> old)
    {
        var sets = old.Where(s => s.Replicas > 0).ToList();
        sets.Sort(ReplicaSetView.ByAge);
        var sizes = sets.ConvertAll(s => s.Replicas);
        var least = deployment.Replicas - deployment.MaxUnavailable;
        var missingOfNewest = newest.Replicas - newest.AvailableReplicas;
        var spare = sizes.Sum() + newest.Replicas - least - missingOfNewest;
        if (sets.Count == 0 || spare <= 0)
        {
            return [];
        }

        for (var i = 0; i < sets.Count && spare > 0; i++)
        {
            var unhealthy = Math.Min(spare, Math.Max(sizes[i] - sets[i].AvailableReplicas, 0));
            sizes[i] -= unhealthy;
            spare -= unhealthy;
        }

        var surplus = sets.Sum(s => s.AvailableReplicas) + newest.AvailableReplicas - least;
        for (var i = 0; i < sets.Count && surplus > 0; i++)
        {
            var going = Math.Min(sizes[i], surplus);
            sizes[i] -= going;
            surplus -= going;
        }

        return [.. sets.Zip(sizes, (set, size) => new ReplicaSetScale(set, size)).Where(s => s.Size != s.Set.Replicas)];
    }
}
