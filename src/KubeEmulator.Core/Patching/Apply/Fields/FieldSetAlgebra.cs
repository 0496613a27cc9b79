namespace KubeEmulator.Patching.Apply;

/// <summary>
/// The operations on field sets (structured-merge-diff <c>fieldpath/set.go</c>), each one merge of two sorted trees.
/// Parent and child are different members: a minus removes only what is named, except for the recursive one.
/// </summary>
internal static class FieldSetAlgebra
{
    private delegate FieldSetEntry Combine(FieldSetEntry left, FieldSetEntry right);

    /// <summary>What is in either set.</summary>
    public static FieldSet Union(FieldSet left, FieldSet right)
    {
        if (ReferenceEquals(left, right) || right.IsEmpty)
        {
            return left;
        }

        return left.IsEmpty ? right : Merge(left, right, keepRight: true, Union);
    }

    public static FieldSetEntry Union(FieldSetEntry left, FieldSetEntry right) => new(
        left.Element,
        left.IsMember || right.IsMember,
        left.Children is null ? right.Children : right.Children is null ? left.Children : Union(left.Children, right.Children));

    /// <summary>What is in both sets.</summary>
    public static FieldSet Intersection(FieldSet left, FieldSet right)
    {
        if (ReferenceEquals(left, right) || left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? left : right;
        }

        var result = default(FieldSetBuilder);
        var (i, j) = (0, 0);
        while (i < left.Entries.Length && j < right.Entries.Length)
        {
            var (l, r) = (left.Entries[i], right.Entries[j]);
            var order = l.Element.CompareTo(r.Element);
            if (order == 0)
            {
                var children = l.Children is not null && r.Children is not null ? Intersection(l.Children, r.Children) : null;
                result.Add(l.Element, l.IsMember && r.IsMember, children);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return result.Build();
    }

    /// <summary>What is in the left set and not in the right: a parent taken away leaves its children.</summary>
    public static FieldSet Difference(FieldSet left, FieldSet right)
    {
        if (left.IsEmpty || right.IsEmpty || ReferenceEquals(left, right))
        {
            return right.IsEmpty ? left : left.IsEmpty ? left : FieldSet.Empty;
        }

        return Merge(left, right, keepRight: false, Difference);
    }

    /// <summary>What is in the left set, less the members of the right and everything below them.</summary>
    public static FieldSet RecursiveDifference(FieldSet left, FieldSet right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left;
        }

        return Merge(left, right, keepRight: false, static (l, r) =>
            r.IsMember
                ? default
                : l with { Children = l.Children is null || r.Children is null ? l.Children : NullIfEmpty(RecursiveDifference(l.Children, r.Children)) });
    }

    /// <summary>The paths that have none below them.</summary>
    public static FieldSet Leaves(FieldSet set)
    {
        var result = default(FieldSetBuilder);
        foreach (var entry in set.Entries)
        {
            result.Add(entry.Element, entry.IsMember && entry.Children is null, entry.Children is null ? null : Leaves(entry.Children));
        }

        return result.Build();
    }

    /// <summary>
    /// The set with every named field (of a struct, not of a free map) above a member added, so that comparing what an
    /// object has before and after a removal sees the emptied struct as gone.
    /// </summary>
    public static FieldSet WithNamedFields(FieldSet set, OwnershipType? type)
    {
        FieldSetEntry[]? changed = null;
        for (var i = 0; i < set.Entries.Length; i++)
        {
            var entry = set.Entries[i];
            if (entry.Children is null)
            {
                continue;
            }

            var (child, isNamed) = Below(type, entry.Element);
            var edited = new FieldSetEntry(entry.Element, entry.IsMember || isNamed, WithNamedFields(entry.Children, child));
            if (edited.IsMember != entry.IsMember || !ReferenceEquals(edited.Children, entry.Children))
            {
                changed ??= set.Entries.ToArray();
                changed[i] = edited;
            }
        }

        return changed is null ? set : FieldSet.Adopt(changed);
    }

    private static (OwnershipType? Type, bool IsNamed) Below(OwnershipType? type, PathElement element) => element.Kind switch
    {
        PathElementKind.Field when type is not null => (type.TypeOf(element.Name), type.IsNamed(element.Name)),
        PathElementKind.Key when type is not null => (type.Element, false),
        _ => (null, false),
    };

    private static FieldSetEntry Difference(FieldSetEntry left, FieldSetEntry right) => new(
        left.Element,
        left.IsMember && !right.IsMember,
        left.Children is null || right.Children is null ? left.Children : NullIfEmpty(Difference(left.Children, right.Children)));

    private static FieldSet? NullIfEmpty(FieldSet set) => set.IsEmpty ? null : set;

    // Walks both sorted levels; the left set itself is returned where nothing differs from it.
    private static FieldSet Merge(FieldSet left, FieldSet right, bool keepRight, Combine combine)
    {
        var l = left.Entries;
        var r = right.Entries;
        List<FieldSetEntry>? result = null;
        var (i, j) = (0, 0);
        while (i < l.Length || (keepRight && j < r.Length))
        {
            var order = i == l.Length ? 1 : j == r.Length ? -1 : l[i].Element.CompareTo(r[j].Element);
            if (order < 0)
            {
                result?.Add(l[i]);
                i++;
                continue;
            }

            if (order > 0)
            {
                if (keepRight)
                {
                    (result ??= Copy(l, i)).Add(r[j]);
                }

                j++;
                continue;
            }

            var combined = combine(l[i], r[j++]);
            if (result is null && (combined.IsMember != l[i].IsMember || !ReferenceEquals(combined.Children, l[i].Children)))
            {
                result = Copy(l, i);
            }

            if (!combined.IsEmpty)
            {
                result?.Add(combined);
            }

            i++;
        }

        return result is null ? left : FieldSet.Adopt([.. result]);
    }

    private static List<FieldSetEntry> Copy(ReadOnlySpan<FieldSetEntry> entries, int count)
    {
        var copy = new List<FieldSetEntry>(entries.Length + 4);
        copy.AddRange(entries[..count]);
        return copy;
    }
}
