namespace KubeEmulator.Storage;

/// <summary>The entries of a <see cref="SortedTree{TKey, TValue, TOrder}"/>, in order.</summary>
internal sealed class TreeLeaf<TKey, TValue, TOrder> : TreeNode<TKey, TValue, TOrder>
    where TOrder : struct, IComparer<TKey>
{
    private readonly TreeEntry<TKey, TValue>[] _entries;

    public TreeLeaf(TreeEntry<TKey, TValue>[] entries) => _entries = entries;

    public override int Count => _entries.Length;

    public override int Depth => 1;

    public override int Fill => _entries.Length;

    public override TKey FirstKey => _entries[0].Key;

    public override TKey LastKey => _entries[^1].Key;

    public override bool TryGet(TKey key, out TValue value)
    {
        var index = Search(key);
        value = index >= 0 ? _entries[index].Value : default!;
        return index >= 0;
    }

    public override int PositionOf(TKey key)
    {
        var index = Search(key);
        return index >= 0 ? index : ~index;
    }

    public override TreeEntry<TKey, TValue>[] LeafAt(ref int position) => _entries;

    public override (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Set(in TreeEntry<TKey, TValue> entry)
    {
        var index = Search(entry.Key);
        if (index >= 0)
        {
            var copy = (TreeEntry<TKey, TValue>[])_entries.Clone();
            copy[index] = entry;
            return (new TreeLeaf<TKey, TValue, TOrder>(copy), null);
        }

        index = ~index;
        var wider = new TreeEntry<TKey, TValue>[_entries.Length + 1];
        Array.Copy(_entries, wider, index);
        wider[index] = entry;
        Array.Copy(_entries, index, wider, index + 1, _entries.Length - index);
        if (wider.Length <= Width)
        {
            return (new TreeLeaf<TKey, TValue, TOrder>(wider), null);
        }

        // Keys that arrive in order (web-1, web-2, ...) leave full leaves behind them.
        var half = index == _entries.Length ? Width : wider.Length / 2;
        return InTwo(wider, half);
    }

    public override TreeNode<TKey, TValue, TOrder>? Remove(TKey key)
    {
        var index = Search(key);
        if (index < 0)
        {
            return this;
        }

        if (_entries.Length == 1)
        {
            return null;
        }

        var narrower = new TreeEntry<TKey, TValue>[_entries.Length - 1];
        Array.Copy(_entries, narrower, index);
        Array.Copy(_entries, index + 1, narrower, index, narrower.Length - index);
        return new TreeLeaf<TKey, TValue, TOrder>(narrower);
    }

    public override (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Join(TreeNode<TKey, TValue, TOrder> next)
    {
        var others = ((TreeLeaf<TKey, TValue, TOrder>)next)._entries;
        var both = new TreeEntry<TKey, TValue>[_entries.Length + others.Length];
        Array.Copy(_entries, both, _entries.Length);
        Array.Copy(others, 0, both, _entries.Length, others.Length);
        return both.Length <= Width ? (new TreeLeaf<TKey, TValue, TOrder>(both), null) : InTwo(both, both.Length / 2);
    }

    public override void Check(bool isRoot)
    {
        if (_entries.Length is 0 or > Width)
        {
            throw new InvalidOperationException($"leaf with {_entries.Length} entries");
        }

        for (var i = 1; i < _entries.Length; i++)
        {
            if (default(TOrder).Compare(_entries[i - 1].Key, _entries[i].Key) >= 0)
            {
                throw new InvalidOperationException($"leaf out of order at {_entries[i].Key}");
            }
        }
    }

    public override TreeNode<TKey, TValue, TOrder> Select(Func<TValue, TValue> value)
    {
        var entries = new TreeEntry<TKey, TValue>[_entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new TreeEntry<TKey, TValue>(_entries[i].Key, value(_entries[i].Value));
        }

        return new TreeLeaf<TKey, TValue, TOrder>(entries);
    }

    // Array.Copy is compiled once for all types; a span's copies, and those of [.. a, b], are for each kind of entry when a process starts.
    private static (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) InTwo(TreeEntry<TKey, TValue>[] entries, int half)
    {
        var left = new TreeEntry<TKey, TValue>[half];
        var right = new TreeEntry<TKey, TValue>[entries.Length - half];
        Array.Copy(entries, left, half);
        Array.Copy(entries, half, right, 0, right.Length);
        return (new TreeLeaf<TKey, TValue, TOrder>(left), new TreeLeaf<TKey, TValue, TOrder>(right));
    }

    private int Search(TKey key)
    {
        var low = 0;
        var high = _entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = default(TOrder).Compare(_entries[middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
