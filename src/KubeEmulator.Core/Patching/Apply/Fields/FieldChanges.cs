namespace KubeEmulator.Patching.Apply;

/// <summary>What differs between two objects; no path is in two of the sets.</summary>
internal sealed record FieldChanges(FieldSet Removed, FieldSet Modified, FieldSet Added)
{
    public static readonly FieldChanges None = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);

    private FieldSet? _written;
    private FieldSet? _all;

    public bool IsEmpty => Removed.IsEmpty && Modified.IsEmpty && Added.IsEmpty;

    /// <summary>What now has another value than before.</summary>
    public FieldSet Written => _written ??= KnownResults.Union(Modified, Added);

    /// <summary>What is written or removed.</summary>
    public FieldSet All => _all ??= KnownResults.Union(Written, Removed);

    /// <summary>The changes that a filter lets through.</summary>
    public FieldChanges Filtered(FieldFilter? filter) =>
        filter is null ? this : new FieldChanges(filter.Apply(Removed), filter.Apply(Modified), filter.Apply(Added));
}
