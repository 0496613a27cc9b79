namespace KubeEmulator.Patching.Apply;

/// <summary>
/// What operations on shared field sets gave before: a thousand kubelets write the same fields of a thousand pods, and take them from
/// the same owners. Operands are told by reference, so the sets of <see cref="KnownFieldSets"/> hit and others cost a look.
/// Direct-mapped and so bounded.
/// </summary>
internal static class KnownResults
{
    private const int Size = 1024;
    private static readonly Entry?[] Table = new Entry?[Size];

    /// <inheritdoc cref="FieldSetAlgebra.Union(FieldSet, FieldSet)"/>
    public static FieldSet Union(FieldSet left, FieldSet right) => left.IsEmpty || right.IsEmpty || ReferenceEquals(left, right)
        ? FieldSetAlgebra.Union(left, right)
        : Of(left, right, 1, FieldSetAlgebra.Union);

    /// <inheritdoc cref="FieldSetAlgebra.Difference(FieldSet, FieldSet)"/>
    public static FieldSet Difference(FieldSet left, FieldSet right) => left.IsEmpty || right.IsEmpty || ReferenceEquals(left, right)
        ? FieldSetAlgebra.Difference(left, right)
        : Of(left, right, 2, FieldSetAlgebra.Difference);

    /// <inheritdoc cref="FieldSetAlgebra.RecursiveDifference(FieldSet, FieldSet)"/>
    public static FieldSet RecursiveDifference(FieldSet left, FieldSet right) => left.IsEmpty || right.IsEmpty
        ? left
        : Of(left, right, 3, FieldSetAlgebra.RecursiveDifference);

    private static FieldSet Of(FieldSet left, FieldSet right, int operation, Func<FieldSet, FieldSet, FieldSet> work)
    {
        ref var slot = ref Table[(uint)HashCode.Combine(left.ContentHash, right.ContentHash, operation) % Size];
        var known = Volatile.Read(ref slot);
        if (known is not null && ReferenceEquals(known.Left, left) && ReferenceEquals(known.Right, right) && known.Operation == operation)
        {
            return known.Result;
        }

        // An operand that the operation gave back stays itself: owners are told unchanged by it.
        var worked = work(left, right);
        var result = ReferenceEquals(worked, left) || ReferenceEquals(worked, right) ? worked : KnownFieldSets.Share(worked);
        Volatile.Write(ref slot, new Entry(left, right, operation, result));
        return result;
    }

    private sealed record Entry(FieldSet Left, FieldSet Right, int Operation, FieldSet Result);
}
