using System.Collections;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>A JSON array.</summary>
public sealed class ListValue : Value, IReadOnlyList<Value>
{
    /// <summary>The empty list.</summary>
    public static readonly ListValue Empty = new([]);

    private readonly Value[] _items;
    private int _hash;

    private ListValue(Value[] items) => _items = items;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.List;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public Value this[int index] => _items[index];

    /// <summary>A list of the given items.</summary>
    public static ListValue Of(params ReadOnlySpan<Value> items) => items.Length == 0 ? Empty : new ListValue(items.ToArray());

    /// <summary>A list of the given items.</summary>
    public static ListValue From(IEnumerable<Value> items) => Adopt([.. items]);

    /// <summary>The items as a span; no copy.</summary>
    public ReadOnlySpan<Value> AsSpan() => _items;

    /// <summary>This list with one item more at its end.</summary>
    public ListValue Add(Value item) => new([.. _items, item]);

    /// <summary>This list with the item at <paramref name="index"/> replaced; itself when nothing changes.</summary>
    public ListValue With(int index, Value item)
    {
        if (ReferenceEquals(_items[index], item))
        {
            return this;
        }

        var items = (Value[])_items.Clone();
        items[index] = item;
        return new ListValue(items);
    }

    /// <summary>This list with <paramref name="item"/> before the item at <paramref name="index"/>.</summary>
    public ListValue Insert(int index, Value item) => new([.. _items[..index], item, .. _items[index..]]);

    /// <summary>This list without the item at <paramref name="index"/>.</summary>
    public ListValue RemoveAt(int index) => Adopt([.. _items[..index], .. _items[(index + 1)..]]);

    /// <inheritdoc/>
    public override bool Equals(Value? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not ListValue list || list._items.Length != _items.Length)
        {
            return false;
        }

        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(list._items[i]))
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
            var hash = default(HashCode);
            foreach (var item in _items)
            {
                hash.Add(item.GetHashCode());
            }

            _hash = hash.ToHashCode() | 1;
        }

        return _hash;
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var item in _items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The items in order; a plain <c>foreach</c> allocates nothing.</summary>
    public ListEnumerator GetEnumerator() => new(_items);

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    /// <summary>The items themselves, for <see cref="SharedValues"/> alone: each may be exchanged for an equal one.</summary>
    internal Value[] Parts => _items;

    /// <summary>A list over <paramref name="items"/>, which the caller gives up.</summary>
    internal static ListValue Adopt(Value[] items) => items.Length == 0 ? Empty : new ListValue(items);
}
