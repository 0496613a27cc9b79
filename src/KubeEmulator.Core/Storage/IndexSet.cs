using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>The indexes of one snapshot; immutable.</summary>
internal sealed class IndexSet
{
    private readonly StoreIndex[] _definitions;
    private readonly SortedTree<IndexEntry, byte, IndexEntry.Order>[] _trees;

    public IndexSet(IEnumerable<StoreIndex> definitions)
    {
        _definitions = [.. definitions.DistinctBy(d => d.Name, StringComparer.Ordinal)];
        _trees = new SortedTree<IndexEntry, byte, IndexEntry.Order>[_definitions.Length];
    }

    private IndexSet(StoreIndex[] definitions, SortedTree<IndexEntry, byte, IndexEntry.Order>[] trees)
    {
        _definitions = definitions;
        _trees = trees;
    }

    public bool Has(StoreIndex index) => Slot(index) >= 0;

    public IEnumerable<IndexEntry.Target> Find(StoreIndex index, string value)
    {
        var slot = Slot(index);
        return slot >= 0 ? Walk(_trees[slot], value) : throw new ArgumentException($"the store keeps no index \"{index.Name}\"", nameof(index));
    }

    /// <summary>The first entry under a value.</summary>
    public IndexEntry.Target? First(StoreIndex index, string value)
    {
        var tree = _trees[Slot(index)];
        var position = tree.PositionOf(IndexEntry.Before(value));
        return position < tree.Count && tree.LeafAt(position, out var offset)[offset].Key is var entry && entry.Value == value ? entry.At : null;
    }

    /// <summary>The indexes after one object's change; itself where no indexed value changed.</summary>
    public IndexSet With(GroupResource resource, ObjectPath path, KubeObject? before, KubeObject? after)
    {
        SortedTree<IndexEntry, byte, IndexEntry.Order>[]? trees = null;
        IndexEntry.Target? target = null;
        for (var i = 0; i < _definitions.Length; i++)
        {
            if (!_definitions[i].Holds(resource))
            {
                continue;
            }

            var old = Values(_definitions[i], before);
            var @new = Values(_definitions[i], after);
            if (old.AsSpan().SequenceEqual(@new))
            {
                continue;
            }

            trees ??= (SortedTree<IndexEntry, byte, IndexEntry.Order>[])_trees.Clone();
            trees[i] = Change(trees[i], target ??= new IndexEntry.Target(resource, path), old, @new);
        }

        return trees is null ? this : new IndexSet(_definitions, trees);
    }

    /// <summary>The indexes of the same objects under other values; an index where no value changes is shared.</summary>
    public IndexSet Select(Func<string, string> value)
    {
        var trees = new SortedTree<IndexEntry, byte, IndexEntry.Order>[_trees.Length];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = Select(_trees[i], value);
        }

        return new IndexSet(_definitions, trees);
    }

    private static SortedTree<IndexEntry, byte, IndexEntry.Order> Select(SortedTree<IndexEntry, byte, IndexEntry.Order> tree, Func<string, string> value)
    {
        // Apart, as the framework has the code at hand that sorts arrays of references.
        var values = new string[tree.Count];
        var targets = new IndexEntry.Target[tree.Count];
        var isChanged = false;
        for (var i = 0; i < values.Length; i++)
        {
            var entry = tree.LeafAt(i, out var offset)[offset].Key;
            (values[i], targets[i]) = (value(entry.Value), entry.At!);
            isChanged |= !ReferenceEquals(values[i], entry.Value);
        }

        if (!isChanged)
        {
            return tree;
        }

        Array.Sort(values, targets, StringComparer.Ordinal);
        var entries = new TreeEntry<IndexEntry, byte>[values.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = new TreeEntry<IndexEntry, byte>(new IndexEntry(values[i], targets[i]), 0);

            // Those of one value are few, and in no order yet.
            var at = i;
            for (; at > 0 && default(IndexEntry.Order).Compare(entries[at - 1].Key, entry.Key) > 0; at--)
            {
                entries[at] = entries[at - 1];
            }

            entries[at] = entry;
        }

        return SortedTree<IndexEntry, byte, IndexEntry.Order>.FromSorted(entries);
    }

    private static SortedTree<IndexEntry, byte, IndexEntry.Order> Change(
        SortedTree<IndexEntry, byte, IndexEntry.Order> tree, IndexEntry.Target target, string[] old, string[] @new)
    {
        foreach (var value in old)
        {
            if (!@new.Contains(value))
            {
                tree = tree.Remove(new IndexEntry(value, target));
            }
        }

        foreach (var value in @new)
        {
            if (!old.Contains(value))
            {
                tree = tree.Set(new IndexEntry(value, target), 0);
            }
        }

        return tree;
    }

    private static string[] Values(StoreIndex index, KubeObject? o)
    {
        var values = o is null ? [] : index.Values(o);
        return values as string[] ?? [.. values];
    }

    private static IEnumerable<IndexEntry.Target> Walk(SortedTree<IndexEntry, byte, IndexEntry.Order> tree, string value)
    {
        var position = tree.PositionOf(IndexEntry.Before(value));
        while (position < tree.Count)
        {
            var leaf = tree.LeafAt(position, out var offset);
            for (; offset < leaf.Length; offset++, position++)
            {
                if (leaf[offset].Key.Value != value)
                {
                    yield break;
                }

                yield return leaf[offset].Key.At!;
            }
        }
    }

    private int Slot(StoreIndex index)
    {
        for (var i = 0; i < _definitions.Length; i++)
        {
            if (ReferenceEquals(_definitions[i], index) || string.Equals(_definitions[i].Name, index.Name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
