namespace KubeEmulator.Patching.Apply;

/// <summary>
/// Brings a set written under an older schema up to date (structured-merge-diff <c>typed/reconcile_schema.go</c>):
/// who owned something inside of what is atomic today owns the whole of it.
/// </summary>
internal static class FieldSetReconciliation
{
    public static FieldSet Reconcile(FieldSet set, OwnershipType type)
    {
        if (set.IsReconciledWith(type))
        {
            return set;
        }

        // The root is never owned, so a root that is atomic changes nothing.
        var reconciled = type.Shapes.Allow(OwnershipShapes.Map) && (type.IsDeducedMap || type.IsAtomicMap) ? set : Level(set, type);
        reconciled.RememberReconciledWith(type);
        return reconciled;
    }

    private static FieldSet Level(FieldSet set, OwnershipType type)
    {
        FieldSetEntry[]? changed = null;
        for (var i = 0; i < set.Entries.Length; i++)
        {
            var entry = set.Entries[i];
            var child = type.Shapes.Allow(OwnershipShapes.Map) && entry.Element.Kind == PathElementKind.Field
                ? type.TypeOf(entry.Element.Name)
                : type.Element;
            if (child is null || entry.Children is null)
            {
                continue;
            }

            var edited = Entry(entry, child);
            if (edited != entry)
            {
                changed ??= set.Entries.ToArray();
                changed[i] = edited;
            }
        }

        return changed is null ? set : FieldSet.Adopt(changed);
    }

    private static FieldSetEntry Entry(FieldSetEntry entry, OwnershipType type)
    {
        var isMap = type.Shapes.Allow(OwnershipShapes.Map);
        if (!isMap && !type.Shapes.Allow(OwnershipShapes.List))
        {
            return entry;
        }

        if (isMap && type.IsDeducedMap)
        {
            return entry;
        }

        return (isMap ? type.IsAtomicMap : type.IsAtomicList)
            ? entry with { IsMember = true, Children = null }
            : entry with { Children = Level(entry.Children!, type) };
    }
}
