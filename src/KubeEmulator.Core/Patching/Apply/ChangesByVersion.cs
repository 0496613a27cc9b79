namespace KubeEmulator.Patching.Apply;

/// <summary>What a write changed, seen in each API version that somebody owns fields in.</summary>
internal sealed class ChangesByVersion(VersionedValue before, VersionedValue after, VersionConverter convert, Func<string, FieldFilter?> filter)
{
    private readonly Dictionary<string, FieldChanges?> _changes = new(2, StringComparer.Ordinal);

    /// <summary>The changes in a version; null where it is not served any more.</summary>
    public FieldChanges? Of(string apiVersion)
    {
        if (!_changes.TryGetValue(apiVersion, out var changes))
        {
            _changes.Add(apiVersion, changes = Compute(apiVersion));
        }

        return changes;
    }

    private FieldChanges? Compute(string apiVersion)
    {
        if (ReferenceEquals(before.Value, after.Value))
        {
            return FieldChanges.None;
        }

        var (l, r) = apiVersion == after.ApiVersion ? (before, after) : (convert(before, apiVersion), convert(after, apiVersion));
        return l is null || r is null ? null : TypedComparison.Compare(l.Value, r.Value, r.Type).Filtered(filter(apiVersion));
    }
}
