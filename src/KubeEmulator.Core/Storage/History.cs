using KubeEmulator.Objects;

namespace KubeEmulator.Storage;

/// <summary>
/// The past of a store: the revisions that can be read, the last changes in all, and the last changes of each resource.
/// Everything here runs under the store's lock but <see cref="OldestRevision"/>; readers use the rings alone.
/// </summary>
internal sealed class History
{
    /// <summary>What a revision of the window holds besides its changes: its part of the nodes of a kept snapshot; 0.4 KB after a status change, 1 KB after a creation.</summary>
    private const int RevisionWeight = 1024;

    private readonly StoreOptions _options;
    private readonly Dictionary<GroupResource, ChangeRing> _rings = [];
    private readonly SnapshotWindow _snapshots;
    private long _weight;

    /// <summary>A past that starts with a snapshot.</summary>
    /// <param name="start">The oldest snapshot.</param>
    /// <param name="floor">Following any resource is possible from here on at the earliest.</param>
    /// <param name="options">The bounds.</param>
    public History(Snapshot start, long floor, StoreOptions options)
    {
        _options = options;
        Floor = floor;
        // The window trims it: a commit may be several changes, and all of them are needed.
        All = new ChangeRing(start.Revision, int.MaxValue);
        _snapshots = new SnapshotWindow(start, All, options.SnapshotStep);
    }

    /// <summary>The changes of all resources.</summary>
    public ChangeRing All { get; }

    /// <summary>Where following any resource may start at the earliest, after a compaction on purpose or a restore.</summary>
    public long Floor { get; private set; }

    /// <summary>The oldest revision that can be read.</summary>
    public long OldestRevision => _snapshots.First;

    /// <summary>How the snapshot at a revision is had; <c>null</c> where it cannot be read.</summary>
    public PastSnapshot? Find(long revision) => _snapshots.Find(revision);

    /// <summary>Holds on to a snapshot that is going to be read again, as long as its revision can be read and there are not too many.</summary>
    public void Hold(Snapshot snapshot) => _snapshots.Hold(snapshot);

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

        Trim(after.Revision);
    }

    /// <summary>Shows readers what was added, in whole commits.</summary>
    public void Publish(ReadOnlySpan<ChangeEntry> entries)
    {
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
        _snapshots.Cut(revision + 1);

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

    /// <summary>Keeps to the bounds: old revisions go first, then the oldest changes of the resource that has most.</summary>
    private void Trim(long newest)
    {
        _snapshots.Narrow(newest - Math.Max(_options.Snapshots, 1) + 1);
        while (_snapshots.First < newest && All.Weight + (_snapshots.Count * RevisionWeight) > _options.HistoryBytes)
        {
            _snapshots.Cut(_snapshots.First + 1);
        }

        while (_weight > _options.HistoryBytes && _rings.Values.MaxBy(r => r.Weight) is { Weight: > 0 } heaviest)
        {
            _weight -= heaviest.DropFirst();
        }
    }
}
