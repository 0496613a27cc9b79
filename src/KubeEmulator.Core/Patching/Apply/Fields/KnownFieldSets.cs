namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Shared instances of field sets: objects that are written alike are owned alike, by the thousand, and managedFields are a third
/// of a small object. Direct-mapped and so bounded.
/// </summary>
internal static class KnownFieldSets
{
    private const int Size = 1024;
    private static readonly FieldSet?[] Table = new FieldSet?[Size];

    /// <summary>The known set with the same paths, and with it the FieldsV1 that was made once.</summary>
    public static FieldSet Share(FieldSet set)
    {
        if (set.IsEmpty)
        {
            return set;
        }

        ref var slot = ref Table[(uint)set.ContentHash % Size];
        var known = Volatile.Read(ref slot);
        if (known is not null && known.SetEquals(set))
        {
            return known;
        }

        Volatile.Write(ref slot, set);
        return set;
    }
}
