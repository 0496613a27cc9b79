using System.Diagnostics;

namespace KubeEmulator.Storage;

/// <summary>
/// The revisions that can be read, and what their snapshots are made from. An old snapshot is hardly ever asked for, but each holds tree nodes
/// of its own (2.4 KB a commit), and those die old, when the collector is slow to fetch them. So only one in so many commits is kept,
/// and any other is made again by applying the log's changes to the kept one before it.
/// <code>
///   revision     1 ....... 129 ....... 257 ...... 340
///   kept         -          x           x          x (the newest)
///   log                     [129 ............... 340]
///   readable                   [150 ............ 340]    First = 150 is made from 129 and the changes 130 to 150
/// </code>
/// Everything runs under the store's lock but <see cref="First"/>.
/// </summary>
internal sealed class SnapshotWindow
{
    /// <summary>How many snapshots that somebody reads page by page are held on to.</summary>
    private const int MostRead = 16;

    private readonly ChangeRing _log;
    private readonly int _step;
    private readonly List<Snapshot> _kept;
    private readonly List<Snapshot> _read = [];
    private Snapshot _newest;
    private long _first;

    /// <summary>A window of one revision.</summary>
    /// <param name="start">Its snapshot.</param>
    /// <param name="log">The changes of all resources, which this window trims.</param>
    /// <param name="step">A snapshot is kept for every so many revisions; making another again applies fewer commits than that.</param>
    public SnapshotWindow(Snapshot start, ChangeRing log, int step)
    {
        _log = log;
        _step = Math.Max(step, 1);
        _kept = [start];
        _newest = start;
        _first = start.Revision;
    }

    /// <summary>The oldest revision that can be read.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>How many revisions can be read.</summary>
    public long Count => _newest.Revision - _first + 1;

    /// <summary>Adds the snapshot after a commit.</summary>
    public void Append(Snapshot snapshot)
    {
        _newest = snapshot;
        if (snapshot.Revision - _kept[^1].Revision >= _step)
        {
            _kept.Add(snapshot);
        }
    }

    /// <summary>How the snapshot at a revision is had; <c>null</c> where it is not in the window.</summary>
    public PastSnapshot? Find(long revision)
    {
        if (revision < _first || revision > _newest.Revision)
        {
            return null;
        }

        var ready = revision == _newest.Revision ? _newest : _read.Find(s => s.Revision == revision);
        var start = ready ?? _kept.FindLast(s => s.Revision <= revision)!;
        return new PastSnapshot(start, ChangesIn(start.Revision, revision), revision);
    }

    /// <summary>Holds on to a snapshot that is going to be read again.</summary>
    public void Hold(Snapshot snapshot)
    {
        if (snapshot.Revision < _first || _read.Contains(snapshot))
        {
            return;
        }

        if (_read.Count == MostRead)
        {
            _read.RemoveAt(0);
        }

        _read.Add(snapshot);
    }

    /// <summary>Forgets the revisions before one. The log stays as long as is needed to make that one again.</summary>
    public void Narrow(long first)
    {
        if (first <= _first)
        {
            return;
        }

        Volatile.Write(ref _first, first);
        var unneeded = 0;
        while (unneeded + 1 < _kept.Count && _kept[unneeded + 1].Revision <= first)
        {
            unneeded++;
        }

        if (unneeded > 0)
        {
            _kept.RemoveRange(0, unneeded);
            _read.RemoveAll(s => s.Revision < first);
            _log.DropThrough(_kept[0].Revision - 1);
        }

        _log.RaiseFloor(first - 1);
    }

    /// <summary>Forgets the revisions before one, and all that only they held: its own snapshot is made and kept instead.</summary>
    public void Cut(long first)
    {
        Narrow(first);
        if (_kept[0].Revision < _first)
        {
            _kept[0] = Find(_first)!.Make();
            _log.DropThrough(_first);
            _read.RemoveAll(s => s.Revision < _first);
        }
    }

    private ChangeEntry[] ChangesIn(long after, long through)
    {
        if (after == through)
        {
            return [];
        }

        var (from, to) = (_log.FirstAfter(after), _log.FirstAfter(through));
        var changes = new ChangeEntry[to - from];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = _log.TryGet(from + i, out var entry) ? entry : throw new UnreachableException("the log is shorter than the window");
        }

        return changes;
    }
}
