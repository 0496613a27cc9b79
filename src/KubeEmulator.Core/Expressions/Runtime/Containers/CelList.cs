using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>A list, wherever its items come from.</summary>
internal abstract class CelList : CelValue
{
    private static readonly CelType RuntimeType = CelType.List(CelType.Dyn);

    public override CelType Type => RuntimeType;

    public abstract int Count { get; }

    public abstract CelValue this[int index] { get; }

    public override long Size => Count;

    public override bool IsZero => Count == 0;

    /// <summary>This list and <paramref name="other"/>, as <c>+</c> joins them.</summary>
    public virtual CelValue Concat(CelList other) =>
        Count == 0 ? other : other.Count == 0 ? this : new CelArrayList([.. Items(), .. other.Items()]);

    public virtual bool Contains(CelValue value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (value.EqualTo(this[i]))
            {
                return true;
            }
        }

        return false;
    }

    public IEnumerable<CelValue> Items()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    public override bool EqualTo(CelValue other)
    {
        if (other is not CelList list || list.Count != Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!this[i].EqualTo(list[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override int Hash() => Items().Aggregate(Count, (hash, item) => HashCode.Combine(hash, item.Hash()));

    public override Value? ToJson()
    {
        var items = new Value[Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (this[i].ToJson() is not { } item)
            {
                return null;
            }

            items[i] = item;
        }

        return ListValue.Of(items);
    }

    public override string ToString() => $"[{string.Join(", ", Items())}]";
}
