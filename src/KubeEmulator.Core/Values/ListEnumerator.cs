using System.Collections;

namespace KubeEmulator.Values;

/// <summary>Goes through the items of a list.</summary>
public struct ListEnumerator : IEnumerator<Value>
{
    private readonly Value[] _items;
    private int _index = -1;

    internal ListEnumerator(Value[] items) => _items = items;

    /// <inheritdoc/>
    public readonly Value Current => _items[_index];

    readonly object IEnumerator.Current => Current;

    /// <inheritdoc/>
    public bool MoveNext() => ++_index < _items.Length;

    /// <inheritdoc/>
    public void Reset() => _index = -1;

    /// <inheritdoc/>
    public readonly void Dispose()
    {
    }
}
