namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Keeps the number of updaters at ten by merging the oldest into one owner per version, called
/// <c>ancient-changes</c> (apimachinery <c>managedfields/internal/capmanagers.go</c>).
/// </summary>
internal static class UpdateCap
{
    public const int MaxUpdaters = 10;

    /// <summary>Merges until the cap is met, if it can be: one updater of each version stays.</summary>
    public static void Enforce(FieldOwners owners, int max = MaxUpdaters)
    {
        var count = owners.Count(o => !o.Id.IsApply);
        if (count <= max)
        {
            return;
        }

        var oldestFirst = owners.Where(o => !o.Id.IsApply).ToArray();
        Array.Sort(oldestFirst, static (a, b) => ManagedFields.CompareTimes(a.Time, b.Time) is var byTime && byTime != 0 ? byTime : a.Id.CompareTo(b.Id));
        var firstOfVersion = new Dictionary<string, FieldOwner>(StringComparer.Ordinal);
        foreach (var owner in oldestFirst)
        {
            if (count <= max)
            {
                return;
            }

            if (firstOfVersion.TryAdd(owner.ApiVersion, owner))
            {
                continue;
            }

            var bucket = ManagerId.Of("ancient-changes", apiVersion: owner.ApiVersion);
            var into = owners[bucket] ?? firstOfVersion[owner.ApiVersion];
            owners.Remove(into.Id);
            owners.Remove(owner.Id);
            owners.Set(new FieldOwner(bucket, FieldSetAlgebra.Union(owner.Fields, into.Fields), owner.ApiVersion) { Time = owner.Time });
            count--;
        }
    }
}
