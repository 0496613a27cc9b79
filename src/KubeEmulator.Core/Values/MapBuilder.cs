using System.Collections;

namespace KubeEmulator.Values;

/// <summary>Builds a <see cref="MapValue"/>. Not thread-safe; may be built once and used on.</summary>
public sealed class MapBuilder : IEnumerable<KeyValuePair<string, Value>>
{
    private const int IndexFrom = 16;
    private string[] _keys;
    private Value[] _values;
    private Dictionary<string, int>? _index;

    // Whether a map has the values: they are copied before the next change.
    private bool _isLent;

    /// <summary>An empty builder.</summary>
    public MapBuilder(int capacity = 4)
    {
        _keys = new string[Math.Max(capacity, 4)];
        _values = new Value[_keys.Length];
    }

    /// <summary>How many members there are.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a member (<c>null</c> where there is none) or sets it (<c>null</c> removes it).</summary>
    public Value? this[string key]
    {
        get => Find(key) is var i and >= 0 ? _values[i] : null;
        set
        {
            if (value is null)
            {
                Remove(key);
            }
            else
            {
                Set(key, value);
            }
        }
    }

    /// <summary>Sets a member; a new one goes to the end.</summary>
    public void Set(string key, Value value)
    {
        var index = Find(key);
        if (index >= 0)
        {
            TakeBack();
            _values[index] = value;
        }
        else
        {
            Append(key, value);
        }
    }

    /// <summary>Collection-initialiser form of <see cref="Set"/>.</summary>
    public void Add(string key, Value value) => Set(key, value);

    /// <summary>Removes a member; says whether there was one.</summary>
    public bool Remove(string key)
    {
        var index = Find(key);
        if (index < 0)
        {
            return false;
        }

        TakeBack();
        Count--;
        Array.Copy(_keys, index + 1, _keys, index, Count - index);
        Array.Copy(_values, index + 1, _values, index, Count - index);
        _index = null;
        return true;
    }

    /// <summary>The map of the members set so far.</summary>
    public MapValue Build()
    {
        _isLent = Count == _values.Length;
        return MapValue.Adopt(_keys.AsSpan(0, Count), _isLent ? _values : _values[..Count]);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Value>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return KeyValuePair.Create(_keys[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Appends a member known to be new.</summary>
    internal void Append(string key, Value value)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _values, Count * 2);
            _isLent = false;
        }

        _keys[Count] = key;
        _values[Count] = value;
        _index?.Add(key, Count);
        Count++;
    }

    private void TakeBack()
    {
        if (_isLent)
        {
            _values = (Value[])_values.Clone();
            _isLent = false;
        }
    }

    private int Find(string key)
    {
        if (Count < IndexFrom)
        {
            for (var i = 0; i < Count; i++)
            {
                var known = _keys[i];
                if (ReferenceEquals(known, key) || (known.Length == key.Length && string.Equals(known, key, StringComparison.Ordinal)))
                {
                    return i;
                }
            }

            return -1;
        }

        if (_index is null)
        {
            _index = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
            for (var i = 0; i < Count; i++)
            {
                _index.Add(_keys[i], i);
            }
        }

        return _index.TryGetValue(key, out var found) ? found : -1;
    }
}
