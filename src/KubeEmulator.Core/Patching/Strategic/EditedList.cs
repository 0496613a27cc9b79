using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>
/// A list while a patch is merged into it. Upstream edits the server's slice in place and later orders by that slice,
/// so the place of a new item follows from what deletions left behind, and clients see it:
/// <code>
/// server [1 2 4], delete 1     -> items [2 4],   slice [2 4 4]
/// append 3                     -> items [2 4 3], slice [2 4 3]   3 now comes after 4
/// </code>
/// </summary>
internal sealed class EditedList
{
    private readonly Value[] _slice;
    private readonly List<Value> _items;
    private bool _fitsSlice = true;

    public EditedList(ListValue list)
    {
        _slice = [.. list];
        _items = [.. list];
    }

    public ListValue Items => ListValue.From(_items);

    /// <summary>What the server's slice looks like after the edits.</summary>
    public ListValue Slice => ListValue.From(_slice);

    public int IndexOf(string mergeKey, Value key) => _items.FindIndex(item => ListElements.Same((item as MapValue)?[mergeKey], key));

    public MapValue MapAt(int index) => (MapValue)_items[index];

    public void Replace(int index, Value item)
    {
        _items[index] = item;
        Mirror(index);
    }

    public void RemoveAt(int index)
    {
        _items.RemoveAt(index);
        for (var i = index; i < _items.Count; i++)
        {
            Mirror(i);
        }
    }

    public void Add(Value item)
    {
        _items.Add(item);
        // A full slice is copied before it grows; from then on the server's own is left alone.
        _fitsSlice = _fitsSlice && _items.Count <= _slice.Length;
        Mirror(_items.Count - 1);
    }

    private void Mirror(int index)
    {
        if (_fitsSlice)
        {
            _slice[index] = _items[index];
        }
    }
}
