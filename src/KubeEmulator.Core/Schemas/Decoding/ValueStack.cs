using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Scratch slots for the structs on the way down, so that a walk allocates once for all of them.</summary>
internal sealed class ValueStack
{
    private Value?[] _slots = new Value?[128];
    private int _top;

    public Value? this[int index]
    {
        set => _slots[index] = value;
    }

    /// <summary>Reserves empty slots and gives the index of the first.</summary>
    public int Reserve(int count)
    {
        var first = _top;
        _top += count;
        if (_top > _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(_top, _slots.Length * 2));
        }

        return first;
    }

    public ReadOnlySpan<Value?> Span(int first, int count) => _slots.AsSpan(first, count);

    /// <summary>Empties and gives back everything from <paramref name="first"/> on.</summary>
    public void Release(int first)
    {
        Array.Clear(_slots, first, _top - first);
        _top = first;
    }
}
