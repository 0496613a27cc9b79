namespace KubeEmulator.Storage;

/// <summary>The latest changes of one resource (or of all), and the signal of its watchers. Writers hold the store's lock.</summary>
internal sealed class ChangeRing(long floor, int capacity)
{
    private readonly Ring<ChangeEntry> _entries = new(0, capacity);
    private volatile bool _closed;

    public Signal Signal { get; } = new();

    /// <summary>Writer only: following is possible from this revision on: that of the youngest change that is no longer kept, or later.</summary>
    public long Floor { get; private set; } = floor;

    /// <summary>Writer only: the weight of all kept changes.</summary>
    public long Weight { get; private set; }

    public long First => _entries.First;

    public long Next => _entries.Next;

    /// <summary>Whether the store was restored to other contents: nothing follows here.</summary>
    public bool IsClosed => _closed;

    public bool TryGet(long number, out ChangeEntry entry) =>
        _entries.TryGet(number, out entry!);

    /// <summary>Writer only: adds a change that readers see after <see cref="Publish"/>; gives the weight of the change that had to go.</summary>
    public long Append(ChangeEntry entry)
    {
        Weight += entry.Weight;
        return Forget(_entries.Append(entry));
    }

    public void Publish() => _entries.Publish();

    /// <summary>Writer only: forgets the oldest change; gives its weight.</summary>
    public long DropFirst() => Forget(_entries.DropFirst());

    /// <summary>Writer only: forgets changes up to a revision.</summary>
    public void DropThrough(long revision)
    {
        while (_entries.Peek() is { } oldest && oldest.Change.Revision <= revision)
        {
            DropFirst();
        }

        RaiseFloor(revision);
    }

    /// <summary>Writer only: following starts at a revision at the earliest.</summary>
    public void RaiseFloor(long revision) => Floor = Math.Max(Floor, revision);

    /// <summary>Writer only: the number of the first change after a revision that is not below <see cref="Floor"/>.</summary>
    public long FirstAfter(long revision)
    {
        var low = _entries.First;
        var high = _entries.Next;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_entries.TryGet(middle, out var entry) && entry.Change.Revision > revision)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    /// <summary>Writer only: ends all cursors. They are woken by <see cref="Signal"/> once the lock is free.</summary>
    public void Close() => _closed = true;

    private long Forget(ChangeEntry? dropped)
    {
        if (dropped is null)
        {
            return 0;
        }

        Weight -= dropped.Weight;
        RaiseFloor(dropped.Change.Revision);
        return dropped.Weight;
    }
}
