namespace KubeEmulator.Storage;

/// <summary>A leaf or a branch of a <see cref="SortedTree{TKey, TValue, TOrder}"/>; immutable.</summary>
internal abstract class TreeNode<TKey, TValue, TOrder>
    where TOrder : struct, IComparer<TKey>
{
    /// <summary>
    /// Entries or children per node, at most. Measured among 100,000 paths (TreeBenchmarks; width: set, its allocation, walking 5,000):
    /// 16: 1.6 µs, 0.9 KB, 29 µs. 24: 1.4 µs, 1.1 KB, 29 µs. 32: 1.3 µs, 1.3 KB, 28 µs. 48: 2.1 µs, 1.7 KB, 19 µs.
    /// ImmutableSortedDictionary: 1.6 µs, 1.0 KB, 43 µs for the first 5,000, and it cannot seek to any others. A get is 0.5 µs in all.
    /// </summary>
    public const int Width = 32;

    /// <summary>Below this a node is joined with a neighbour. Less than half, so that alternating adds and removes do not split and join in turn.</summary>
    protected const int Sparse = Width / 4;

    public abstract int Count { get; }

    public abstract int Depth { get; }

    /// <summary>How many entries or children the node itself has.</summary>
    public abstract int Fill { get; }

    public abstract TKey FirstKey { get; }

    public abstract TKey LastKey { get; }

    public abstract bool TryGet(TKey key, out TValue value);

    public abstract int PositionOf(TKey key);

    public abstract TreeEntry<TKey, TValue>[] LeafAt(ref int position);

    /// <summary>The node with the entry, in two halves where one would be too wide.</summary>
    public abstract (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Set(in TreeEntry<TKey, TValue> entry);

    /// <summary>The node without the key; itself where it has no such key, <c>null</c> where nothing is left.</summary>
    public abstract TreeNode<TKey, TValue, TOrder>? Remove(TKey key);

    /// <summary>This node and its right neighbour of the same depth as one node, or as two evenly filled ones.</summary>
    public abstract (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Join(TreeNode<TKey, TValue, TOrder> next);

    /// <summary>A node of the same shape and keys with other values.</summary>
    public abstract TreeNode<TKey, TValue, TOrder> Select(Func<TValue, TValue> value);

    public abstract void Check(bool isRoot);
}
