using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Storage;

/// <summary>
/// The last so many items of a sequence. One writer at a time (the store's lock); any number of readers without a lock.
/// <code>
///   sequence   ... 5  6 [7  8  9 10] 11 ...
///                        ^ First     ^ Next
/// </code>
/// A slot is overwritten only after <see cref="First"/> has moved past it, so a reader that finds its number still at or after
/// <see cref="First"/> once it has read the slot, has read the right item.
/// </summary>
internal sealed class Ring<T>(long first, int capacity)
    where T : class
{
    private T?[] _slots = new T?[4];
    private long _first = first;
    private long _next = first;
    private long _end = first;

    /// <summary>The number of the oldest item kept.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>The number the next item will get; everything before it has been published.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Writer only: how many items are kept, published or not.</summary>
    public int Count => (int)(_end - _first);

    public bool TryGet(long number, [NotNullWhen(true)] out T? item)
    {
        item = null;
        if (number >= Next || number < First)
        {
            return false;
        }

        // Slots are published before Next, so these are new enough. After growth the old array is never written again.
        var slots = Volatile.Read(ref _slots);
        item = Volatile.Read(ref slots[number & (slots.Length - 1)]);
        return number >= First && item is not null;
    }

    /// <summary>Writer only: adds an item that readers see after <see cref="Publish"/>. Gives the item that had to go, if any.</summary>
    public T? Append(T item)
    {
        var dropped = Count >= capacity ? DropFirst() : null;
        if (Count == _slots.Length)
        {
            Grow();
        }

        Volatile.Write(ref _slots[_end & (_slots.Length - 1)], item);
        _end++;
        return dropped;
    }

    /// <summary>Writer only: shows readers what was added.</summary>
    public void Publish() => Volatile.Write(ref _next, _end);

    /// <summary>Writer only: the oldest item, or <c>null</c>.</summary>
    public T? Peek() => Count == 0 ? null : _slots[_first & (_slots.Length - 1)];

    /// <summary>Writer only: forgets the oldest item.</summary>
    public T? DropFirst()
    {
        if (Count == 0)
        {
            return null;
        }

        var at = _first & (_slots.Length - 1);
        var item = _slots[at];
        Volatile.Write(ref _first, _first + 1);
        Volatile.Write(ref _slots[at], null);
        return item;
    }

    private void Grow()
    {
        var wider = new T?[_slots.Length * 2];
        for (var number = _first; number < _end; number++)
        {
            wider[number & (wider.Length - 1)] = _slots[number & (_slots.Length - 1)];
        }

        Volatile.Write(ref _slots, wider);
    }
}
