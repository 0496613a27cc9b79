namespace KubeEmulator.Storage;

/// <summary>An inner node of a <see cref="SortedTree{TKey, TValue, TOrder}"/>: children of one depth, and the first key of each but the first.</summary>
internal sealed class TreeBranch<TKey, TValue, TOrder> : TreeNode<TKey, TValue, TOrder>
    where TOrder : struct, IComparer<TKey>
{
    private readonly TKey[] _separators;
    private readonly TreeNode<TKey, TValue, TOrder>[] _children;

    // Most branches differ from the one before in one child: the others are not looked at for the count.
    private TreeBranch(TKey[] separators, TreeNode<TKey, TValue, TOrder>[] children, int count) =>
        (_separators, _children, Count) = (separators, children, count);

    private TreeBranch(TKey[] separators, TreeNode<TKey, TValue, TOrder>[] children)
    {
        _separators = separators;
        _children = children;
        foreach (var child in children)
        {
            Count += child.Count;
        }
    }

    public override int Count { get; }

    public override int Depth => _children[0].Depth + 1;

    public override int Fill => _children.Length;

    public override TKey FirstKey => _children[0].FirstKey;

    public override TKey LastKey => _children[^1].LastKey;

    /// <summary>The only child, where there is but one.</summary>
    public TreeNode<TKey, TValue, TOrder>? Only => _children.Length == 1 ? _children[0] : null;

    /// <summary>A branch over two neighbours.</summary>
    public static TreeBranch<TKey, TValue, TOrder> Over(TreeNode<TKey, TValue, TOrder> left, TreeNode<TKey, TValue, TOrder> right) =>
        new([right.FirstKey], [left, right]);

    /// <summary>A branch over several neighbours.</summary>
    public static TreeBranch<TKey, TValue, TOrder> Over(TreeNode<TKey, TValue, TOrder>[] children)
    {
        var separators = new TKey[children.Length - 1];
        for (var i = 0; i < separators.Length; i++)
        {
            separators[i] = children[i + 1].FirstKey;
        }

        return new(separators, children);
    }

    public override TreeNode<TKey, TValue, TOrder> Select(Func<TValue, TValue> value)
    {
        var children = new TreeNode<TKey, TValue, TOrder>[_children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = _children[i].Select(value);
        }

        return new TreeBranch<TKey, TValue, TOrder>(_separators, children, Count);
    }

    public override bool TryGet(TKey key, out TValue value) => _children[ChildFor(key)].TryGet(key, out value);

    public override int PositionOf(TKey key)
    {
        var index = ChildFor(key);
        var before = 0;
        for (var i = 0; i < index; i++)
        {
            before += _children[i].Count;
        }

        return before + _children[index].PositionOf(key);
    }

    public override TreeEntry<TKey, TValue>[] LeafAt(ref int position)
    {
        var index = 0;
        while (position >= _children[index].Count)
        {
            position -= _children[index++].Count;
        }

        return _children[index].LeafAt(ref position);
    }

    public override (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Set(in TreeEntry<TKey, TValue> entry)
    {
        var index = ChildFor(entry.Key);
        var (left, right) = _children[index].Set(entry);
        return right is null ? (WithChild(index, left), null) : Replace(index, 1, left, right);
    }

    public override TreeNode<TKey, TValue, TOrder>? Remove(TKey key)
    {
        var index = ChildFor(key);
        var child = _children[index].Remove(key);
        if (ReferenceEquals(child, _children[index]))
        {
            return this;
        }

        if (child is null)
        {
            return _children.Length == 1 ? null : Without(index);
        }

        if (child.Fill >= Sparse || _children.Length == 1)
        {
            return WithChild(index, child);
        }

        var (first, left, right) = index > 0 ? (index - 1, _children[index - 1], child) : (0, child, _children[1]);
        var (joined, rest) = left.Join(right);
        return Replace(first, 2, joined, rest).Left;
    }

    public override (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Join(TreeNode<TKey, TValue, TOrder> next)
    {
        var other = (TreeBranch<TKey, TValue, TOrder>)next;
        var separators = new TKey[_separators.Length + 1 + other._separators.Length];
        Array.Copy(_separators, separators, _separators.Length);
        separators[_separators.Length] = other.FirstKey;
        Array.Copy(other._separators, 0, separators, _separators.Length + 1, other._separators.Length);
        var children = new TreeNode<TKey, TValue, TOrder>[_children.Length + other._children.Length];
        Array.Copy(_children, children, _children.Length);
        Array.Copy(other._children, 0, children, _children.Length, other._children.Length);
        return Fit(separators, children, appended: false);
    }

    public override void Check(bool isRoot)
    {
        if (_children.Length > Width || _separators.Length != _children.Length - 1 || (isRoot && _children.Length < 2))
        {
            throw new InvalidOperationException($"branch with {_children.Length} children and {_separators.Length} separators");
        }

        for (var i = 0; i < _children.Length; i++)
        {
            _children[i].Check(isRoot: false);
            // A removal may leave a separator that is smaller than the first key; it still divides.
            if (_children[i].Depth != Depth - 1
                || (i > 0 && default(TOrder).Compare(_separators[i - 1], _children[i].FirstKey) > 0)
                || (i > 0 && default(TOrder).Compare(_children[i - 1].LastKey, _separators[i - 1]) >= 0))
            {
                throw new InvalidOperationException($"branch out of order at child {i}");
            }
        }
    }

    private TreeBranch<TKey, TValue, TOrder> WithChild(int index, TreeNode<TKey, TValue, TOrder> child)
    {
        var children = (TreeNode<TKey, TValue, TOrder>[])_children.Clone();
        children[index] = child;
        return new(_separators, children, Count - _children[index].Count + child.Count);
    }

    private TreeBranch<TKey, TValue, TOrder> Without(int index)
    {
        return new(Copy(_separators, Math.Max(index - 1, 0), 1, 0), Copy(_children, index, 1, 0));
    }

    /// <summary>This branch with <paramref name="count"/> children from <paramref name="index"/> on replaced by one or two.</summary>
    private (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Replace(
        int index, int count, TreeNode<TKey, TValue, TOrder> left, TreeNode<TKey, TValue, TOrder>? right)
    {
        var isAppended = index + count == _children.Length;
        var separators = Copy(_separators, index, count - 1, right is null ? 0 : 1);
        var children = Copy(_children, index, count, right is null ? 1 : 2);
        children[index] = left;
        if (right is null)
        {
            return (new TreeBranch<TKey, TValue, TOrder>(separators, children), null);
        }

        separators[index] = right.FirstKey;
        children[index + 1] = right;
        return Fit(separators, children, isAppended);
    }

    // Copies with place for so many items instead of some; see TreeLeaf for why not by spans.
    private static TKey[] Copy(TKey[] keys, int index, int count, int place)
    {
        var wider = new TKey[keys.Length - count + place];
        Array.Copy(keys, wider, index);
        Array.Copy(keys, index + count, wider, index + place, keys.Length - index - count);
        return wider;
    }

    private static TreeNode<TKey, TValue, TOrder>[] Copy(TreeNode<TKey, TValue, TOrder>[] children, int index, int count, int place)
    {
        var wider = new TreeNode<TKey, TValue, TOrder>[children.Length - count + place];
        Array.Copy(children, wider, index);
        Array.Copy(children, index + count, wider, index + place, children.Length - index - count);
        return wider;
    }

    private static (TreeNode<TKey, TValue, TOrder> Left, TreeNode<TKey, TValue, TOrder>? Right) Fit(
        TKey[] separators, TreeNode<TKey, TValue, TOrder>[] children, bool appended)
    {
        if (children.Length <= Width)
        {
            return (new TreeBranch<TKey, TValue, TOrder>(separators, children), null);
        }

        // As in a leaf, keys that arrive in order leave well filled branches behind them; two children is the least a branch has.
        var half = appended ? Width - 1 : children.Length / 2;
        return (
            new TreeBranch<TKey, TValue, TOrder>(Copy(separators, half - 1, separators.Length - half + 1, 0), Copy(children, half, children.Length - half, 0)),
            new TreeBranch<TKey, TValue, TOrder>(Copy(separators, 0, half, 0), Copy(children, 0, half, 0)));
    }

    /// <summary>The child that has or would have the key: as many as there are separators not greater than it.</summary>
    private int ChildFor(TKey key)
    {
        var low = 0;
        var high = _separators.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (default(TOrder).Compare(_separators[middle], key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
