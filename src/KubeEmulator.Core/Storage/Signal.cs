namespace KubeEmulator.Storage;

/// <summary>
/// Wakes all cursors that wait for the next change of a ring. Waiting cursors are linked through themselves, so neither waiting nor
/// waking allocates per watcher; the committing thread only cuts the chain off, and runs nobody's code.
/// <code>
///   waiting:  c1 - c2 - c3        Fire:  waiting: (empty)     waking: c1 - c2 - c3   (on the thread pool)
/// </code>
/// Where waking is work, because the reader goes on at once, more threads take from the same chain.
/// A cursor is in at most one chain, and whoever takes it out, under the gate, is the one who completes its wait:
/// a waking, or its cancellation.
/// </summary>
internal sealed class Signal
{
    private static readonly Action<(Signal Signal, Chain Waking)> WakeAllOf = static work => work.Signal.WakeAll(work.Waking);
    private static readonly int MostWakers = Environment.ProcessorCount;

    // Never held while anything else is locked or called.
    private readonly Lock _gate = new();
    private volatile Chain _waiting = new();

    /// <summary>Adds a cursor. Then look once more whether there is news already, and if so <see cref="Remove"/> it.</summary>
    public void Add(ChangeCursor cursor)
    {
        lock (_gate)
        {
            var chain = _waiting;
            cursor.Waiting = new Link(chain, null, chain.First);
            if (chain.First is { } next)
            {
                next.Waiting = next.Waiting with { Before = cursor };
            }

            chain.First = cursor;
        }

        // The other half of the barrier in Fire: of "I wait" and "there is news" at least one side sees the other's.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Takes a cursor out; false where a waking has it already.</summary>
    public bool Remove(ChangeCursor cursor)
    {
        lock (_gate)
        {
            return Unlink(cursor);
        }
    }

    /// <summary>Wakes all who wait. Called after the news is published.</summary>
    public void Fire()
    {
        Interlocked.MemoryBarrier();
        if (_waiting.First is null)
        {
            return;
        }

        Chain waking;
        lock (_gate)
        {
            waking = _waiting;
            _waiting = new Chain();
        }

        Wake(waking);
    }

    private void Wake(Chain waking) => ThreadPool.UnsafeQueueUserWorkItem(WakeAllOf, (this, waking), preferLocal: false);

    private void WakeAll(Chain waking)
    {
        while (true)
        {
            ChangeCursor? cursor;
            bool wantsHelp;
            lock (_gate)
            {
                cursor = waking.First;
                if (cursor is null)
                {
                    return;
                }

                Unlink(cursor);
                wantsHelp = cursor.GoesOnAtOnce && waking.First is not null && waking.Wakers < MostWakers;
                waking.Wakers += wantsHelp ? 1 : 0;
            }

            if (wantsHelp)
            {
                Wake(waking);
            }

            cursor.Wake();
        }
    }

    private static bool Unlink(ChangeCursor cursor)
    {
        var (chain, before, after) = cursor.Waiting;
        if (chain is null)
        {
            return false;
        }

        cursor.Waiting = default;
        if (before is null)
        {
            chain.First = after;
        }
        else
        {
            before.Waiting = before.Waiting with { After = after };
        }

        if (after is not null)
        {
            after.Waiting = after.Waiting with { Before = before };
        }

        return true;
    }

    /// <summary>Where a waiting cursor is linked in; under the gate.</summary>
    internal readonly record struct Link(Chain? Chain, ChangeCursor? Before, ChangeCursor? After);

    internal sealed class Chain
    {
        public volatile ChangeCursor? First;

        /// <summary>How many threads wake this chain; under the gate.</summary>
        public int Wakers = 1;
    }
}
