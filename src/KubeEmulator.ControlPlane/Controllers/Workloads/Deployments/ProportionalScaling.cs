namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// How a Deployment that is scaled in the middle of a roll-out spreads the difference over its ReplicaSets, so that scaling does not
/// hasten the roll-out; <c>pkg/controller/deployment/sync.go</c> scale.
/// </summary>
internal static class ProportionalScaling
{
    /// <summary>The new sizes; sets that only need the Deployment's new size noted are in it with the size they have.</summary>
    public static IReadOnlyList<ReplicaSetScale> Plan(DeploymentView deployment, ReplicaSetView? newest, IReadOnlyList<ReplicaSetView> old)
    {
        var active = old.Concat(newest is { } n ? [n] : []).Where(s => s.Replicas > 0).ToList();
        if (active.Count <= 1)
        {
            var only = active.Count == 1 ? active[0] : newest ?? (old.Count > 0 ? old.Order(Comparer<ReplicaSetView>.Create(ReplicaSetView.ByAge)).Last() : default);
            return only.Object is null || only.Replicas == deployment.Replicas ? [] : [new ReplicaSetScale(only, deployment.Replicas)];
        }

        if (newest is { } latest && IsSaturated(deployment, latest))
        {
            return [.. old.Where(s => s.Replicas > 0).Select(s => new ReplicaSetScale(s, 0))];
        }

        return deployment.IsRolling ? Spread(deployment, active) : [];
    }

    private static List<ReplicaSetScale> Spread(DeploymentView deployment, List<ReplicaSetView> active)
    {
        var allowed = deployment.Replicas > 0 ? deployment.MaxReplicas : 0;
        var toAdd = allowed - active.Sum(s => s.Replicas);
        if (toAdd != 0)
        {
            // Larger sets first; among equals, newer ones grow first and older ones shrink first.
            active.Sort((x, y) => x.Replicas != y.Replicas ? y.Replicas.CompareTo(x.Replicas) : ReplicaSetView.ByAge(x, y) * (toAdd > 0 ? -1 : 1));
        }

        var sizes = new List<ReplicaSetScale>(active.Count);
        var added = 0;
        foreach (var set in active)
        {
            var share = Share(deployment, set, toAdd, added);
            added += share;
            sizes.Add(new ReplicaSetScale(set, set.Replicas + share));
        }

        // What rounding left over is the largest set's.
        sizes[0] = sizes[0] with { Size = Math.Max(sizes[0].Size + toAdd - added, 0) };
        return sizes;
    }

    private static int Share(DeploymentView deployment, ReplicaSetView set, int toAdd, int added)
    {
        if (toAdd == 0 || toAdd == added)
        {
            return 0;
        }

        var share = Fraction(deployment, set);
        return toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
    }

    private static int Fraction(DeploymentView deployment, ReplicaSetView set)
    {
        if (deployment.Replicas == 0)
        {
            return -set.Replicas;
        }

        var before = set.MaxReplicas is { } known and > 0 ? known : deployment.Object.Status.Count("replicas");
        return before == 0 ? 0 : (int)Math.Round((double)set.Replicas * deployment.MaxReplicas / before, MidpointRounding.AwayFromZero) - set.Replicas;
    }

    private static bool IsSaturated(DeploymentView deployment, ReplicaSetView set) =>
        set.Replicas == deployment.Replicas && set.DesiredReplicas == deployment.Replicas && set.AvailableReplicas == deployment.Replicas;
}
