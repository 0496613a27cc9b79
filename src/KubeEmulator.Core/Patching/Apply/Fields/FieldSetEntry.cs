namespace KubeEmulator.Patching.Apply;

/// <summary>One node of a <see cref="FieldSet"/>.</summary>
/// <param name="Element">The step from the parent.</param>
/// <param name="IsMember">Whether the path that ends here is in the set.</param>
/// <param name="Children">The set below; never empty.</param>
internal readonly record struct FieldSetEntry(PathElement Element, bool IsMember, FieldSet? Children)
{
    /// <summary>Whether the entry holds anything.</summary>
    public bool IsEmpty => !IsMember && Children is null;
}
