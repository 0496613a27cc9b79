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

        var l = Converted("old", before, apiVersion);
        var r = Converted("new", after, apiVersion);
        return l is null || r is null ? null : Compared(l, r).Filtered(filter(apiVersion));
    }

    private static FieldChanges Compared(VersionedValue l, VersionedValue r)
    {
        try
        {
            return TypedComparison.Compare(l.Value, r.Value, r.Type);
        }
        catch (TypeFaultException fault)
        {
            throw new TypeFaultException($"failed to compare objects: {fault.Message}");
        }
    }

    private VersionedValue? Converted(string which, VersionedValue value, string apiVersion)
    {
        try
        {
            return apiVersion == after.ApiVersion ? value : convert(value, apiVersion);
        }
        catch (TypeFaultException fault)
        {
            throw new TypeFaultException($"failed to convert {which} object: {fault.Message}");
        }
    }
}
