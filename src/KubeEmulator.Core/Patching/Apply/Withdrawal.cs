namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Takes away what a manager applied last time, does not apply now, and nobody else owns
/// (structured-merge-diff <c>merge/update.go</c>, prune).
/// </summary>
internal sealed class Withdrawal(VersionConverter convert)
{
    /// <summary>The merged object without the fields that are withdrawn.</summary>
    /// <param name="merged">The live object with the new configuration merged in.</param>
    /// <param name="owners">All owners, the writer's new fields among them.</param>
    /// <param name="applied">What the writer owns now.</param>
    /// <param name="last">What the writer owned before.</param>
    public VersionedValue Prune(VersionedValue merged, FieldOwners owners, FieldOwner applied, FieldOwner last)
    {
        // Whoever states again all that was stated withdraws nothing: the usual case, and the cheap one.
        if (last.Fields.IsEmpty || (last.ApiVersion == applied.ApiVersion && FieldSetAlgebra.Difference(last.Fields, applied.Fields).IsEmpty))
        {
            return merged;
        }

        if (Convert(merged, last.ApiVersion) is not { } inLastVersion)
        {
            return merged;
        }

        var pruned = inLastVersion.Without(inLastVersion.Named(last.Fields));
        pruned = AddBackOwned(inLastVersion, pruned, owners, last.ApiVersion);
        pruned = AddBackUnowned(inLastVersion, pruned, last);
        return Convert(pruned, applied.ApiVersion) ?? merged;
    }

    // What others own (or the writer still does) stays. The version of the pruned object comes first: a field that
    // conversion needs must be back before anything is converted.
    private VersionedValue AddBackOwned(VersionedValue merged, VersionedValue pruned, FieldOwners owners, string prunedVersion)
    {
        var byVersion = owners.GroupBy(o => o.ApiVersion, StringComparer.Ordinal).OrderBy(g => g.Key == prunedVersion ? 0 : 1);
        foreach (var version in byVersion)
        {
            if (Convert(merged, version.Key) is not { } m || Convert(pruned, version.Key) is not { } p)
            {
                continue;
            }

            var owned = version.Aggregate(FieldSet.Empty, static (all, owner) => FieldSetAlgebra.Union(all, owner.Fields));
            var kept = FieldSetAlgebra.Union(m.Named(p.Fields()), m.Named(owned));
            (merged, pruned) = (m, m.Without(FieldSetAlgebra.Difference(m.Named(m.Fields()), kept)));
        }

        return pruned;
    }

    // Taking away a list item took with it what nobody owned inside; only what the writer owned may go.
    private VersionedValue AddBackUnowned(VersionedValue merged, VersionedValue pruned, FieldOwner last)
    {
        if (Convert(pruned, last.ApiVersion) is not { } p)
        {
            return merged;
        }

        var gone = FieldSetAlgebra.Difference(merged.Named(merged.Fields()), merged.Named(p.Fields()));
        return merged.Without(FieldSetAlgebra.Intersection(gone, merged.Named(last.Fields)));
    }

    private VersionedValue? Convert(VersionedValue value, string apiVersion) =>
        value.ApiVersion == apiVersion ? value : convert(value, apiVersion);
}
