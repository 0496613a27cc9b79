namespace KubeEmulator.Expressions;

/// <summary>
/// The accumulator of <c>map</c> and <c>filter</c>: joining appends in place, so that a loop over n items makes
/// one list and not n. Nothing but the loop can see it while it grows.
/// </summary>
internal sealed class CelGrowingList : CelList
{
    private readonly List<CelValue> _items = [];

    public override int Count => _items.Count;

    public override CelValue this[int index] => _items[index];

    public override CelValue Concat(CelList other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            _items.Add(other[i]);
        }

        return this;
    }

    public CelArrayList Finish() => _items.Count == 0 ? CelArrayList.Empty : new CelArrayList([.. _items]);
}
