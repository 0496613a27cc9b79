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
        TreeEntry<TKey, TValue>[] wider = [.. _entries.AsSpan(0, index), entry, .. _entries.AsSpan(index)];
        if (wider.Length <= Width)
        {
            return (new TreeLeaf<TKey, TValue, TOrder>(wider), null);
        }

        // Keys that arrive in order (web-1, web-2, ...) leave full leaves behind them.
        var half = index == _entries.Length ? Width : wider.Length / 2;
        return (new TreeLeaf<TKey, TValue, TOrder>(wider[..half]), new TreeLeaf<TKey, TValue, TOrder>(wider[half..]));
    }

    public override TreeNode<TKey, TValue, TOrder>? Remove(TKey key)
    {
        var index = Search(key);
        if (index < 0)
        {
            return this;
        }

        return _entries.Length == 1 ? null : new TreeLeaf<TKey, TValue, TOrder>([.. _entries.AsSpan(0, index), .. _entries.AsSpan(index + 1)]);
    }

    public override (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Join(TreeNode<TKey, TValue, TOrder> next)
    {
        TreeEntry<TKey, TValue>[] both = [.. _entries, .. ((TreeLeaf<TKey, TValue, TOrder>)next)._entries];
        if (both.Length <= Width)
        {
            return (new TreeLeaf<TKey, TValue, TOrder>(both), null);
        }

        var half = both.Length / 2;
        return (new TreeLeaf<TKey, TValue, TOrder>(both[..half]), new TreeLeaf<TKey, TValue, TOrder>(both[half..]));
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
