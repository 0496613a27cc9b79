using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Who owns what after a write (structured-merge-diff <c>merge/update.go</c>). An update takes what it changes from all
/// others; an apply states what it wants, conflicts where others own it, and withdraws what it no longer states.
/// </summary>
/// <param name="convert">Gives objects in the versions that other managers wrote.</param>
/// <param name="filter">What writes through this resource may own in a version; null for everything.</param>
internal sealed class OwnershipMerge(VersionConverter convert, Func<string, FieldFilter?> filter)
{
    /// <summary>Works out the owners after an object was updated by <paramref name="manager"/>.</summary>
    public void Update(VersionedValue live, VersionedValue updated, FieldOwners owners, ManagerId manager)
    {
        Reconcile(live, owners);
        var changes = Distribute(live, updated, owners, manager, force: true);
        var before = owners[manager];
        var fields = KnownResults.Difference(before?.Fields ?? FieldSet.Empty, changes.Removed);
        fields = KnownResults.Union(KnownResults.Union(fields, changes.Modified), changes.Added);
        fields = filter(updated.ApiVersion)?.Apply(fields) ?? fields;
        owners.Set(before is null ? new FieldOwner(manager, fields, updated.ApiVersion) : before with { Fields = fields, ApiVersion = updated.ApiVersion });
    }

    /// <summary>The fields that a configuration states, as far as they may be owned.</summary>
    /// <exception cref="TypeFaultException">The configuration does not fit its type.</exception>
    public FieldSet Stated(VersionedValue configuration)
    {
        var fields = Faults("failed to get field set", configuration.Fields);
        return filter(configuration.ApiVersion)?.Apply(fields) ?? fields;
    }

    /// <summary>Merges a configuration into an object and works out the owners.</summary>
    /// <returns>The merged object; the live one, by reference, where nothing changed.</returns>
    /// <exception cref="ApplyConflictException">Others own fields that would change, and the apply is not forced.</exception>
    /// <exception cref="TypeFaultException">The objects do not fit their type.</exception>
    public VersionedValue Apply(VersionedValue live, VersionedValue configuration, FieldOwners owners, ManagerId manager, bool force) =>
        Apply(live, configuration, null, owners, manager, force);

    /// <summary>The same where it is known what the configuration states.</summary>
    public VersionedValue Apply(VersionedValue live, VersionedValue configuration, FieldSet? stated, FieldOwners owners, ManagerId manager, bool force)
    {
        Reconcile(live, owners);
        var merged = Faults("failed to merge config", () => live with { Value = TypedMerge.Merge(live.Value, configuration.Value, live.Type) });
        var last = owners[manager];
        var fields = stated ?? Stated(configuration);
        var applied = last is null
            ? new FieldOwner(manager, fields, configuration.ApiVersion)
            : last with { Fields = fields, ApiVersion = configuration.ApiVersion };
        owners.Remove(manager);
        owners.Set(applied);
        if (last is not null)
        {
            merged = Faults("failed to prune fields", () => new Withdrawal(convert).Prune(merged, owners, applied, last));
        }

        _ = Distribute(live, merged, owners, manager, force);
        return merged.Value.Equals(live.Value) ? live : merged;
    }

    private static T Faults<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (TypeFaultException fault)
        {
            throw new TypeFaultException($"{what}: {fault.Message}");
        }
    }

    private void Reconcile(VersionedValue live, FieldOwners owners) => owners.Edit(owner =>
    {
        var type = owner.ApiVersion == live.ApiVersion ? live.Type : convert(live, owner.ApiVersion)?.Type;
        return type is null ? null : owner.WithFields(FieldSetReconciliation.Reconcile(owner.Fields, type));
    });

    // Takes what changed from all owners but the writer; returns what changed in the writer's version.
    private FieldChanges Distribute(VersionedValue live, VersionedValue updated, FieldOwners owners, ManagerId writer, bool force)
    {
        var byVersion = new ChangesByVersion(live, updated, convert, filter);
        var changes = byVersion.Of(updated.ApiVersion)!;
        if (!force)
        {
            ThrowConflicts(byVersion, owners, writer);
        }

        owners.Edit(owner => owner.Id == writer
            ? owner
            : byVersion.Of(owner.ApiVersion) is { } theirs ? owner.WithFields(KnownResults.Difference(owner.Fields, theirs.All)) : null);
        return changes;
    }

    private static void ThrowConflicts(ChangesByVersion byVersion, FieldOwners owners, ManagerId writer)
    {
        var conflicts = new List<ApplyConflict>();
        foreach (var owner in owners)
        {
            if (owner.Id != writer && byVersion.Of(owner.ApiVersion) is { Written.IsEmpty: false } theirs)
            {
                conflicts.AddRange(FieldSetAlgebra.Intersection(owner.Fields, theirs.Written).Paths().Select(p => new ApplyConflict(owner.Id, p)));
            }
        }

        if (conflicts.Count > 0)
        {
            throw new ApplyConflictException([.. conflicts.Order(Comparer<ApplyConflict>.Create(static (a, b) => a.Manager.CompareTo(b.Manager)))]);
        }
    }
}
