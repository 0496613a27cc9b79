namespace KubeEmulator.Storage;

/// <summary>
/// A persistent B+tree that knows the size of each subtree. A change copies the path to one leaf and shares the rest,
/// so every version stays readable from any thread without a lock, and keeping a version costs one reference.
/// <code>
///           [ g . n ]            separators: the first key of each child but the first
///          /    |    \
///   [a b d]  [g h]  [n p z]      leaves: entries in order; a leaf is one array
/// </code>
/// Positions (0-based ranks) are the currency: a seek gives one, a range is two, and a walk asks for the leaf at one.
/// So an iterator needs no stack, and counting a range costs two seeks.
/// </summary>
internal readonly struct SortedTree<TKey, TValue, TOrder>
    where TOrder : struct, IComparer<TKey>
{
    private readonly TreeNode<TKey, TValue, TOrder>? _root;

    private SortedTree(TreeNode<TKey, TValue, TOrder>? root) => _root = root;

    /// <summary>How many entries there are.</summary>
    public int Count => _root?.Count ?? 0;

    public bool TryGet(TKey key, out TValue value)
    {
        if (_root is not null)
        {
            return _root.TryGet(key, out value);
        }

        value = default!;
        return false;
    }

    /// <summary>How many keys are smaller than <paramref name="key"/>: the position where it is or would be.</summary>
    public int PositionOf(TKey key) => _root?.PositionOf(key) ?? 0;

    /// <summary>The leaf with the entry at <paramref name="position"/>, and where in it the entry is.</summary>
    public TreeEntry<TKey, TValue>[] LeafAt(int position, out int offset)
    {
        offset = position;
        return _root is null ? [] : _root.LeafAt(ref offset);
    }

    /// <summary>The tree with one entry added or replaced.</summary>
    public SortedTree<TKey, TValue, TOrder> Set(TKey key, TValue value)
    {
        var entry = new TreeEntry<TKey, TValue>(key, value);
        if (_root is null)
        {
            return new(new TreeLeaf<TKey, TValue, TOrder>([entry]));
        }

        var (left, right) = _root.Set(entry);
        return new(right is null ? left : TreeBranch<TKey, TValue, TOrder>.Over(left, right));
    }

    /// <summary>The tree without one key; the same tree where there is none.</summary>
    public SortedTree<TKey, TValue, TOrder> Remove(TKey key)
    {
        var root = _root?.Remove(key);
        while (root is TreeBranch<TKey, TValue, TOrder> { Only: { } only })
        {
            root = only;
        }

        return new(root);
    }

    /// <summary>A tree of entries that are in order, each key once.</summary>
    public static SortedTree<TKey, TValue, TOrder> FromSorted(TreeEntry<TKey, TValue>[] entries)
    {
        if (entries.Length == 0)
        {
            return default;
        }

        // As few nodes as there can be, evenly filled.
        var nodes = new TreeNode<TKey, TValue, TOrder>[Nodes(entries.Length)];
        for (var i = 0; i < nodes.Length; i++)
        {
            var (start, length) = Share(entries.Length, i, nodes.Length).GetOffsetAndLength(entries.Length);
            var leaf = new TreeEntry<TKey, TValue>[length];
            Array.Copy(entries, start, leaf, 0, length);
            nodes[i] = new TreeLeaf<TKey, TValue, TOrder>(leaf);
        }

        while (nodes.Length > 1)
        {
            var above = new TreeNode<TKey, TValue, TOrder>[Nodes(nodes.Length)];
            for (var i = 0; i < above.Length; i++)
            {
                above[i] = TreeBranch<TKey, TValue, TOrder>.Over(nodes[Share(nodes.Length, i, above.Length)]);
            }

            nodes = above;
        }

        return new(nodes[0]);
    }

    /// <summary>A tree of the same keys with other values.</summary>
    public SortedTree<TKey, TValue, TOrder> Select(Func<TValue, TValue> value) => new(_root?.Select(value));

    /// <summary>The depth, 0 when empty.</summary>
    internal int Depth => _root?.Depth ?? 0;

    /// <summary>Throws when the tree breaks its own rules; for tests.</summary>
    internal void Check() => _root?.Check(isRoot: true);

    private static int Nodes(int count) => (count + TreeNode<TKey, TValue, TOrder>.Width - 1) / TreeNode<TKey, TValue, TOrder>.Width;

    private static Range Share(int count, int index, int shares) =>
        (int)((long)count * index / shares)..(int)((long)count * (index + 1) / shares);
}
