using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>A JSON object: member names in the order they were written, each at most once.</summary>
public sealed class MapValue : Value, IReadOnlyCollection<KeyValuePair<string, Value>>
{
    /// <summary>The empty map.</summary>
    public static readonly MapValue Empty = new(KeyList.Empty, []);

    private readonly KeyList _keys;
    private readonly Value[] _values;
    private int _hash;

    private MapValue(KeyList keys, Value[] values)
    {
        _keys = keys;
        _values = values;
    }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Map;

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <summary>The member names in order.</summary>
    public ReadOnlySpan<string> Keys => _keys.Keys;

    /// <summary>The member values in the order of <see cref="Keys"/>.</summary>
    public ReadOnlySpan<Value> Values => _values;

    /// <summary>The member's value, or <c>null</c> where there is no such member.</summary>
    public Value? this[string key] => _keys.IndexOf(key) is var i and >= 0 ? _values[i] : null;

    /// <summary>A map of the given members; a later member of the same name wins.</summary>
    public static MapValue Of(params ReadOnlySpan<(string Key, Value Value)> members)
    {
        // A known list has each name once.
        if (KeyList.Known(members) is { } keys)
        {
            var values = new Value[members.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = members[i].Value;
            }

            return new MapValue(keys, values);
        }

        var builder = new MapBuilder(members.Length);
        foreach (var (key, value) in members)
        {
            builder.Set(key, value);
        }

        return builder.Build();
    }

    /// <summary>Whether a member of this name exists (it may be JSON null).</summary>
    public bool ContainsKey(string key) => _keys.IndexOf(key) >= 0;

    /// <summary>Finds a member.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out Value? value)
    {
        value = this[key];
        return value is not null;
    }

    /// <summary>This map with one member set; a new member goes to the end. Itself when nothing changes.</summary>
    public MapValue With(string key, Value value)
    {
        var index = _keys.IndexOf(key);
        if (index >= 0)
        {
            if (ReferenceEquals(_values[index], value))
            {
                return this;
            }

            var values = (Value[])_values.Clone();
            values[index] = value;
            return new MapValue(_keys, values);
        }

        return new MapValue(_keys.With(key), [.. _values, value]);
    }

    /// <summary>This map without one member; itself where there is none.</summary>
    public MapValue Without(string key)
    {
        var index = _keys.IndexOf(key);
        if (index < 0)
        {
            return this;
        }

        if (_values.Length == 1)
        {
            return Empty;
        }

        var values = new Value[_values.Length - 1];
        Array.Copy(_values, values, index);
        Array.Copy(_values, index + 1, values, index, values.Length - index);
        return new MapValue(_keys.Without(index), values);
    }

    /// <summary>A builder that starts with this map's members.</summary>
    public MapBuilder ToBuilder()
    {
        var builder = new MapBuilder(_values.Length + 4);
        for (var i = 0; i < _values.Length; i++)
        {
            builder.Append(_keys[i], _values[i]);
        }

        return builder;
    }

    /// <inheritdoc/>
    public override bool Equals(Value? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not MapValue map || map._values.Length != _values.Length)
        {
            return false;
        }

        var sameKeys = ReferenceEquals(map._keys, _keys);
        for (var i = 0; i < _values.Length; i++)
        {
            var theirs = sameKeys ? map._values[i] : map[_keys[i]];
            if (theirs is null || !_values[i].Equals(theirs))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            var sum = _values.Length;
            for (var i = 0; i < _values.Length; i++)
            {
                // Order does not matter, so members are summed.
                sum += HashCode.Combine(_keys[i].GetHashCode(StringComparison.Ordinal), _values[i].GetHashCode());
            }

            _hash = sum == 0 ? 1 : sum;
        }

        return _hash;
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        var names = _keys.Encoded;
        var written = _keys.WrittenAt;
        for (var i = 0; i < _values.Length; i++)
        {
            writer.WritePropertyName(names[i]);
            if (i == written && _values[i] is MapValue map)
            {
                WrittenMaps.Write(map, writer);
            }
            else
            {
                _values[i].WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>The members in order; a plain <c>foreach</c> allocates nothing.</summary>
    public MapEnumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<string, Value>> IEnumerable<KeyValuePair<string, Value>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A map over distinct keys; the caller gives up <paramref name="values"/>.</summary>
    internal static MapValue Adopt(ReadOnlySpan<string> keys, Value[] values) =>
        values.Length == 0 ? Empty : new MapValue(KeyList.Share(keys), values);

    /// <summary>A map of the same members with other values, in the same order; the caller gives up <paramref name="values"/>.</summary>
    internal MapValue WithParts(Value[] values) => new(_keys, values);

    /// <summary>The values themselves, for <see cref="SharedValues"/> alone: each may be exchanged for an equal one.</summary>
    internal Value[] Parts => _values;

    internal int IndexOf(string key) => _keys.IndexOf(key);

    /// <summary>The same for maps with the same names in the same order.</summary>
    internal int KeysHash => _keys.Hash;

    /// <summary>Whether the members are in the order of their names.</summary>
    internal bool IsSorted => _keys.IsSorted;

    /// <summary>Whether both have the same members in the same order, told by reference where names are shared.</summary>
    internal bool HasKeysOf(MapValue other) => ReferenceEquals(_keys, other._keys) || _keys.Keys.SequenceEqual(other._keys.Keys);

    /// <summary>The member at a position.</summary>
    internal KeyValuePair<string, Value> MemberAt(int index) => KeyValuePair.Create(_keys[index], _values[index]);
}
