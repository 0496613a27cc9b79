using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// What differs between two values of a type (structured-merge-diff <c>typed/compare.go</c>). Subtrees shared by
/// reference are skipped, so that a write costs what it changes and not what the object holds.
/// </summary>
internal static class TypedComparison
{
    /// <exception cref="TypeFaultException">Neither side fits the type.</exception>
    public static FieldChanges Compare(Value before, Value after, OwnershipType type)
    {
        if (ReferenceEquals(before, after))
        {
            return FieldChanges.None;
        }

        var walk = new Walk(new TypeFaults());
        var changes = walk.Compare(before, after, type);
        walk.Faults.ThrowIfAny();
        return new FieldChanges(Shared(changes.Removed), Shared(changes.Modified), Shared(changes.Added));
    }

    // Shared, so that what follows from the changes is known too.
    private static FieldSet Shared(FieldSet? set) => set is null ? FieldSet.Empty : KnownFieldSets.Share(set);

    private enum Own
    {
        Nothing,
        Removed,
        Modified,
        Added,
    }

    /// <summary>What happened to a node itself and to what is below it.</summary>
    private record struct NodeChanges(Own Own, FieldSet? Removed, FieldSet? Modified, FieldSet? Added)
    {
        public readonly NodeChanges Unite(NodeChanges other) => new(
            other.Own == Own.Nothing ? Own : other.Own,
            Unite(Removed, other.Removed),
            Unite(Modified, other.Modified),
            Unite(Added, other.Added));

        private static FieldSet? Unite(FieldSet? left, FieldSet? right) =>
            left is null ? right : right is null ? left : FieldSetAlgebra.Union(left, right);
    }

    private struct LevelChanges
    {
        private const int Broad = 3;

        private FieldSetBuilder _removed;
        private FieldSetBuilder _modified;
        private FieldSetBuilder _added;

        public void Add(PathElement element, NodeChanges node)
        {
            _removed.Add(element, node.Own == Own.Removed, node.Removed);
            _modified.Add(element, node.Own == Own.Modified, node.Modified);
            _added.Add(element, node.Own == Own.Added, node.Added);
        }

        // Shared: a thousand pods have conditions of the same types, though each has an address of its own beside them.
        public readonly NodeChanges Build(bool shared = false) => new(
            Own.Nothing,
            Build(_removed, shared),
            Build(_modified, shared),
            Build(_added, shared));

        private static FieldSet? Build(in FieldSetBuilder level, bool shared)
        {
            if (level.IsEmpty)
            {
                return null;
            }

            var set = level.Build();
            return shared && IsBroad(set) ? KnownFieldSets.Share(set) : set;
        }

        // Small ones are made faster than found, and mostly those whose key is unique, as addresses are.
        private static bool IsBroad(FieldSet set)
        {
            foreach (var entry in set.Entries)
            {
                if (entry.Children is { } children && children.Entries.Length >= Broad)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private readonly struct Walk(TypeFaults faults)
    {
        public TypeFaults Faults => faults;

        // Absent is null here; JSON null is a value.
        public NodeChanges Compare(Value? before, Value? after, OwnershipType type)
        {
            if (ReferenceEquals(before, after))
            {
                return default;
            }

            var shapes = type.Deduce(after ?? before);
            NodeChanges changes = default;
            if (before is not null && after is not null && type.Deduce(before) is var shapesBefore && shapesBefore != shapes)
            {
                // A free-form value became another kind of value: both readings count.
                changes = Handle(before, after, type, shapesBefore, out _);
            }

            changes = changes.Unite(Handle(before, after, type, shapes, out var isLeaf));
            if (!isLeaf && (before is null || after is null))
            {
                changes.Own = before is null ? Own.Added : Own.Removed;
            }

            return changes;
        }

        private NodeChanges Handle(Value? before, Value? after, OwnershipType type, OwnershipShapes shapes, out bool isLeaf)
        {
            if (shapes.Allow(OwnershipShapes.Map))
            {
                var (l, r) = (before as MapValue, after as MapValue);
                isLeaf = type.IsAtomicMap || (l is null or { Count: 0 } && r is null or { Count: 0 });
                return isLeaf ? Leaf(before, after) : Members(l ?? MapValue.Empty, r ?? MapValue.Empty, type);
            }

            if (shapes.Allow(OwnershipShapes.Scalar))
            {
                isLeaf = true;
                return Scalar(before, after, type);
            }

            var (left, right) = (before as ListValue, after as ListValue);
            isLeaf = type.IsAtomicList || (left is null or { Count: 0 } && right is null or { Count: 0 });
            return isLeaf ? Leaf(before, after) : Items(left ?? ListValue.Empty, right ?? ListValue.Empty, type);
        }

        private NodeChanges Scalar(Value? before, Value? after, OwnershipType type)
        {
            if (TypedScalar.FaultOf(type.Scalar, before) is { } l && TypedScalar.FaultOf(type.Scalar, after) is { } r)
            {
                faults.Add("lhs: " + l);
                faults.Add("rhs: " + r);
            }

            return Leaf(before, after);
        }

        private static NodeChanges Leaf(Value? before, Value? after) =>
            new(before is null ? Own.Added : after is null ? Own.Removed : before.Equals(after) ? Own.Nothing : Own.Modified, null, null, null);

        private NodeChanges Members(MapValue before, MapValue after, OwnershipType type)
        {
            var level = default(LevelChanges);
            for (var i = 0; i < before.Count; i++)
            {
                Member(ref level, before.Keys[i], before.Values[i], after[before.Keys[i]], type);
            }

            for (var i = 0; i < after.Count; i++)
            {
                if (!before.ContainsKey(after.Keys[i]))
                {
                    Member(ref level, after.Keys[i], null, after.Values[i], type);
                }
            }

            return level.Build();
        }

        private void Member(ref LevelChanges level, string name, Value? before, Value? after, OwnershipType type)
        {
            if (ReferenceEquals(before, after))
            {
                return;
            }

            var element = PathElement.Field(name);
            faults.Enter(element);
            if (type.TypeOf(name) is { } member)
            {
                level.Add(element, Compare(before, after, member));
            }
            else
            {
                faults.Add("schema error: invalid atom: inlined");
            }

            faults.Leave();
        }

        private NodeChanges Items(ListValue before, ListValue after, OwnershipType type)
        {
            var left = Index(before, type);
            var right = Index(after, type);
            var level = default(LevelChanges);
            for (var i = 0; i < left.Count; i++)
            {
                Item(ref level, left[i].Element, left[i], right.Find(left[i].Element), type);
            }

            for (var i = 0; i < right.Count; i++)
            {
                if (left.Find(right[i].Element) is null)
                {
                    Item(ref level, right[i].Element, null, right[i], type);
                }
            }

            return level.Build(shared: true);
        }

        private void Item(ref LevelChanges level, PathElement element, KeyedItems? before, KeyedItems? after, OwnershipType type)
        {
            var (left, right) = (before?.Count ?? 0, after?.Count ?? 0);
            if (left >= 2 && right >= 2)
            {
                // Duplicates are one leaf: changed if any of them is.
                level.Add(element, new NodeChanges(before!.SameAs(after!) ? Own.Nothing : Own.Modified, null, null, null));
                return;
            }

            if (type.Element is not { } item)
            {
                return;
            }

            faults.Enter(element);
            if (left < 2 && right < 2)
            {
                level.Add(element, Compare(before?.First, after?.First, item));
            }
            else if (left >= 2)
            {
                // No longer duplicates: the marker goes, the one left is new field by field.
                var added = after is null ? default : Compare(null, after.First, item);
                level.Add(element, added);
                level.Add(element, new NodeChanges(Own.Removed, null, null, null));
            }
            else
            {
                var removed = before is null ? default : Compare(before.First, null, item);
                level.Add(element, removed);
                level.Add(element, new NodeChanges(Own.Added, null, null, null));
            }

            faults.Leave();
        }

        private KeyedItemList Index(ListValue list, OwnershipType type)
        {
            var items = new KeyedItemList(list.Count);
            for (var i = 0; i < list.Count; i++)
            {
                if (ListItems.TryElementOf(type, list[i], out var fault) is { } element)
                {
                    items.Add(element, list[i]);
                }
                else
                {
                    faults.Add($"element {i}: {fault}");
                }
            }

            return items;
        }
    }
}
