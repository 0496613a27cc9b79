using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Storage;

/// <summary>
/// All objects of one cluster in versions. Writers take turns under one short lock; readers never lock: they take
/// <see cref="Current"/> and read it in peace, or follow changes with a <see cref="ChangeCursor"/>. Thread-safe.
/// </summary>
public sealed class ObjectStore
{
    private readonly Lock _lock = new();
    private readonly StoreOptions _options;
    private readonly SharedNames _namespaces = new();
    private readonly long _began;
    private readonly Func<long, Snapshot>? _before;
    private volatile History _history;
    private volatile Snapshot _current;
    private long _published;

    /// <summary>An empty store.</summary>
    public ObjectStore(StoreOptions options)
        : this(options, Empty(options), options.FirstRevision)
    {
    }

    /// <summary>A store that begins with a snapshot.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="start">The snapshot.</param>
    /// <param name="before">What there was at revisions before it, for as long as the snapshot itself is remembered.</param>
    internal ObjectStore(StoreOptions options, Snapshot start, Func<long, Snapshot> before)
        : this(options, start, options.FirstRevision)
    {
        (_began, _before) = (start.Revision, before);
    }

    private ObjectStore(StoreOptions options, Snapshot start, long floor)
    {
        _options = options;
        _current = start;
        _published = start.Revision;
        _history = new History(start, floor, options);
    }

    /// <summary>What is stored now.</summary>
    public Snapshot Current => _current;

    /// <summary>
    /// The highest revision whose changes are forgotten: a list at it or below is answered 410, but for the revisions of a cluster's start, which
    /// can be listed as long as the first one after it can. A watch may start lower than
    /// here where its resource was quiet, for each resource keeps its own changes; only <see cref="Compact"/> and
    /// <see cref="Restore"/> take them from all.
    /// </summary>
    public long CompactedRevision => _history.OldestRevision - 1;

    /// <summary>The revision up to which all changes can be read from the rings.</summary>
    internal long PublishedRevision => Volatile.Read(ref _published);

    /// <summary>Applies all writes at one new revision, or none.</summary>
    /// <exception cref="ArgumentException">There are no writes.</exception>
    public CommitOutcome Commit(params ReadOnlySpan<StoreWrite> writes)
    {
        if (writes.IsEmpty)
        {
            throw new ArgumentException("a commit needs a write", nameof(writes));
        }

        Share(writes);
        CommitDraft draft;
        History history;
        lock (_lock)
        {
            draft = new CommitDraft(_current, _namespaces, writes.Length);
            foreach (var write in writes)
            {
                if (draft.Apply(write) is { } refusal)
                {
                    return refusal;
                }
            }

            // The snapshot before the rings: who sees a change finds it in Current. The revision after the rings: see ChangeCursor.Position.
            history = _history;
            var next = draft.Build();
            history.Append(_current, next, draft.Entries);
            _current = next;
            history.Publish(draft.Entries);
            Volatile.Write(ref _published, next.Revision);
        }

        history.Fire(draft.Entries);
        return new CommitOutcome.Committed(draft.Revision, draft.Objects);
    }

    /// <summary>
    /// The snapshot at a revision; <c>null</c> where it is compacted or yet to come. One that is no longer kept is made again from the changes
    /// since an older one, which mostly takes less than a millisecond, without the lock.
    /// </summary>
    public Snapshot? At(long revision)
    {
        var current = _current;
        if (revision == current.Revision)
        {
            return current;
        }

        PastSnapshot? past;
        bool isBefore;
        lock (_lock)
        {
            past = _history.Find(revision);
            isBefore = revision < _began && revision >= _history.Floor && _history.OldestRevision == _began;
        }

        if (past is null)
        {
            return isBefore ? _before?.Invoke(revision) : null;
        }

        var made = past.Make();
        if (made != past.Start)
        {
            Hold(made);
        }

        return made;
    }

    /// <summary>Says that a snapshot is going to be read again, as one of which a page was read: then it need not be made again.</summary>
    internal void Hold(Snapshot snapshot)
    {
        lock (_lock)
        {
            _history.Hold(snapshot);
        }
    }

    /// <summary>Forgets the past at and below a revision, at most up to the one before the current.</summary>
    public void Compact(long revision)
    {
        lock (_lock)
        {
            _history.Compact(Math.Min(revision, _current.Revision - 1));
        }
    }

    /// <summary>Follows the changes of one resource after a revision.</summary>
    public FollowOutcome Follow(GroupResource resource, long afterRevision)
    {
        lock (_lock)
        {
            return Follow(_history.RingOf(resource, _current), afterRevision);
        }
    }

    /// <summary>Follows the changes of all resources after a revision, in the order of their revisions.</summary>
    public FollowOutcome FollowAll(long afterRevision)
    {
        lock (_lock)
        {
            return Follow(_history.All, afterRevision);
        }
    }

    /// <summary>Completes when everything up to a revision would survive the process. In memory there is nothing to wait for.</summary>
    public ValueTask WhenDurable(long revision) => ValueTask.CompletedTask;

    /// <summary>Another store that starts with this one's contents and revision and goes its own way. It has no past of its own; takes no time.</summary>
    public ObjectStore Fork()
    {
        lock (_lock)
        {
            return new ObjectStore(_options, _current, _history.Floor);
        }
    }

    /// <summary>
    /// Goes back to the contents of a snapshot (of this store, its forks or its origin) at a new, higher revision. The past before it cannot be
    /// read any more, and every cursor ends as compacted. Takes no time.
    /// </summary>
    public void Restore(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        IReadOnlyList<Signal> ended;
        lock (_lock)
        {
            var revision = Math.Max(_current.Revision, snapshot.Revision) + 1;
            ended = _history.Close();
            _current = snapshot.Rebased(revision);
            _history = new History(_current, revision, _options);
            Volatile.Write(ref _published, revision);
        }

        foreach (var signal in ended)
        {
            signal.Fire();
        }
    }

    // Before the lock: what is stored is read only to skip what has been shared already, and may change meanwhile.
    private void Share(ReadOnlySpan<StoreWrite> writes)
    {
        var current = _current;
        foreach (var write in writes)
        {
            var next = write is StoreWrite.Create create ? create.Object : (write as StoreWrite.Replace)?.Object;
            if (next is not null)
            {
                SharedValues.Share(next.Root, write is StoreWrite.Create ? null : current.Get(write.Key)?.Root);
            }
        }
    }

    private static Snapshot Empty(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Snapshot(options.FirstRevision, 0, default, new IndexSet([.. StoreIndex.BuiltIn, .. options.Indexes]));
    }

    private FollowOutcome Follow(ChangeRing ring, long afterRevision)
    {
        if (afterRevision > _current.Revision)
        {
            return new FollowOutcome.Future(_current.Revision);
        }

        return afterRevision < ring.Floor
            ? new FollowOutcome.Compacted(ring.Floor - 1)
            : new FollowOutcome.Following(new ChangeCursor(this, ring, ring.FirstAfter(afterRevision), afterRevision));
    }
}
