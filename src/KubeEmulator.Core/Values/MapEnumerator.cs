using System.Collections;

namespace KubeEmulator.Values;

/// <summary>Goes through the members of a map. Every write walks its document a dozen times: this is why it is a struct.</summary>
public struct MapEnumerator : IEnumerator<KeyValuePair<string, Value>>
{
    private readonly MapValue _map;
    private int _index = -1;

    internal MapEnumerator(MapValue map) => _map = map;

    /// <inheritdoc/>
    public readonly KeyValuePair<string, Value> Current => _map.MemberAt(_index);

    readonly object IEnumerator.Current => Current;

    /// <inheritdoc/>
    public bool MoveNext() => ++_index < _map.Count;

    /// <inheritdoc/>
    public void Reset() => _index = -1;

    /// <inheritdoc/>
    public readonly void Dispose()
    {
    }
}
