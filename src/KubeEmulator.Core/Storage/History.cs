using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// The past of a store: its last snapshots, its last changes in all, and the last changes of each resource.
/// Everything here runs under the store's lock; readers use the rings alone.
/// </summary>
internal sealed class History
{
    /// <summary>What a snapshot holds alone besides objects, at most: copied tree paths; 1.5 KB after a status change, 4 KB after a creation among 100,000 pods.</summary>
    private const int SnapshotWeight = 4096;

    private readonly StoreOptions _options;
    private readonly Dictionary<GroupResource, ChangeRing> _rings = [];
    private readonly Ring<Snapshot> _snapshots;
    private long _weight;

    /// <summary>A past that starts with a snapshot.</summary>
    /// <param name="start">The oldest snapshot.</param>
    /// <param name="floor">Following any resource is possible from here on at the earliest.</param>
    /// <param name="options">The bounds.</param>
    public History(Snapshot start, long floor, StoreOptions options)
    {
        _options = options;
        Floor = floor;
        All = new ChangeRing(start.Revision, options.Snapshots);
        _snapshots = new Ring<Snapshot>(start.Revision, Math.Max(options.Snapshots, 1));
        _snapshots.Append(start);
        _snapshots.Publish();
    }

    /// <summary>The changes of all resources.</summary>
    public ChangeRing All { get; }

    /// <summary>Where following any resource may start at the earliest, after a compaction on purpose or a restore.</summary>
    public long Floor { get; private set; }

    /// <summary>The oldest revision that can be read.</summary>
    public long OldestRevision => _snapshots.First;

    public Snapshot? At(long revision) => _snapshots.TryGet(revision, out var snapshot) ? snapshot : null;

    /// <summary>The ring of a resource. A new one follows on from the resource's last change.</summary>
    public ChangeRing RingOf(GroupResource resource, Snapshot current)
    {
        if (!_rings.TryGetValue(resource, out var ring))
        {
            ring = new ChangeRing(Math.Max(Floor, current.ResourceRevision(resource)), _options.ChangesPerResource);
            _rings.Add(resource, ring);
        }

        return ring;
    }

    /// <summary>Adds a commit; the caller publishes the snapshot itself, then calls <see cref="Publish"/>.</summary>
    public void Append(Snapshot before, Snapshot after, ReadOnlySpan<ChangeEntry> entries)
    {
        _snapshots.Append(after);
        foreach (var entry in entries)
        {
            entry.Ring = RingOf(entry.Change.Key.Resource, before);
            _weight += entry.Weight - entry.Ring.Append(entry);
            All.Append(entry);
        }

        Trim();
    }

    /// <summary>Shows readers what was added, in whole commits.</summary>
    public void Publish(ReadOnlySpan<ChangeEntry> entries)
    {
        _snapshots.Publish();
        foreach (var entry in entries)
        {
            entry.Ring!.Publish();
        }

        All.Publish();
    }

    /// <summary>Wakes the watchers of a commit; without the lock.</summary>
    public void Fire(ReadOnlySpan<ChangeEntry> entries)
    {
        foreach (var entry in entries)
        {
            entry.Ring!.Signal.Fire();
        }

        All.Signal.Fire();
    }

    /// <summary>Forgets everything at or below a revision.</summary>
    public void Compact(long revision)
    {
        Floor = Math.Max(Floor, revision + 1);
        _weight = 0;
        while (_snapshots.Count > 1 && _snapshots.First <= revision)
        {
            _snapshots.DropFirst();
        }

        foreach (var ring in (IEnumerable<ChangeRing>)[All, .. _rings.Values])
        {
            ring.DropThrough(revision);
            ring.RaiseFloor(Floor);
            _weight += ReferenceEquals(ring, All) ? 0 : ring.Weight;
        }
    }

    /// <summary>Ends all cursors; gives their signals, to be fired once the lock is free.</summary>
    public IReadOnlyList<Signal> Close()
    {
        List<Signal> signals = [];
        foreach (var ring in (IEnumerable<ChangeRing>)[All, .. _rings.Values])
        {
            ring.Close();
            signals.Add(ring.Signal);
        }

        return signals;
    }

    /// <summary>Keeps to the bound of bytes: first old snapshots go, then the oldest changes of the resource that has most.</summary>
    private void Trim()
    {
        while (_snapshots.Count > 1 && All.Weight + ((long)_snapshots.Count * SnapshotWeight) > _options.HistoryBytes)
        {
            _snapshots.DropFirst();
            All.DropThrough(_snapshots.First);
        }

        while (_weight > _options.HistoryBytes && _rings.Values.MaxBy(r => r.Weight) is { Weight: > 0 } heaviest)
        {
            _weight -= heaviest.DropFirst();
        }
    }
}
