namespace KubeEmulator.Objects;

/// <summary>
/// Bounds what made UTF-8 may take: an object that nobody asks for any more keeps its tree and loses its bytes, which can be made again.
/// One for the process, so that a thousand small clusters together stay as small as one. Reading takes no lock; only making bytes does,
/// and that costs far more than the lock.
/// <code>
///   made first    new  [ e7 | e8 | e9 ]              in, out: most are asked for once, by who wrote the object, and die young
///   asked again   kept [ e1 used | e2 | e3 | e4 ]    in, out, but an entry used since it was last looked at gets another round
/// </code>
/// An entry moves from new to kept where it was read meanwhile; an object whose bytes are made a second time goes to kept at once.
/// Without the first queue a run of creates fills the bound with bytes that nobody wants, and the old generation with their garbage.
/// Entries do not point at their objects, so a dead object's tree is free at once, and its bytes when their turn comes.
/// </summary>
internal sealed class Utf8Cache(long bound)
{
    /// <summary>About 8,000 pods of 4 KB: a few large lists, or the working set of many small clusters.</summary>
    private const long SharedBound = 32L << 20;

    /// <summary>The part of the bound that new entries have: 1 MiB of the shared one, some hundred objects; a watcher asks within milliseconds.</summary>
    private const int NewPart = 32;

    /// <summary>Where everything is in use, somebody goes all the same, and nobody holds the lock for long.</summary>
    private const int MostLooks = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _new = new();
    private readonly Queue<Entry> _kept = new();
    private long _newSize;
    private long _keptSize;

    /// <summary>The cache of all objects of the process.</summary>
    public static Utf8Cache Shared { get; } = new(SharedBound);

    /// <summary>The bytes kept.</summary>
    public long Size => _newSize + _keptSize;

    /// <summary>Takes bytes in; others may lose theirs.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="again">Whether they were made before, and dropped.</param>
    public Entry Add(byte[] bytes, bool again)
    {
        var entry = new Entry(bytes);
        if (entry.Size > bound / 4)
        {
            // One giant shall not drive out everybody.
            entry.Drop();
            return entry;
        }

        lock (_lock)
        {
            if (again)
            {
                Keep(entry);
            }
            else
            {
                _new.Enqueue(entry);
                _newSize += entry.Size;
            }

            while (_newSize > bound / NewPart && _new.TryDequeue(out var oldest))
            {
                _newSize -= oldest.Size;
                if (oldest.TakeUse())
                {
                    Keep(oldest);
                }
                else
                {
                    oldest.Drop();
                }
            }

            Trim();
        }

        return entry;
    }

    private void Keep(Entry entry)
    {
        _kept.Enqueue(entry);
        _keptSize += entry.Size;
    }

    private void Trim()
    {
        for (var look = 0; Size > bound && _kept.TryDequeue(out var oldest); look++)
        {
            if (look < MostLooks && oldest.TakeUse())
            {
                _kept.Enqueue(oldest);
                continue;
            }

            _keptSize -= oldest.Size;
            oldest.Drop();
        }
    }

    /// <summary>One object's bytes, while they are kept.</summary>
    internal sealed class Entry(byte[] bytes)
    {
        private volatile byte[]? _bytes = bytes;
        private volatile bool _used;

        /// <summary>The bytes with what an array and its entry cost.</summary>
        public int Size { get; } = bytes.Length + 100;

        /// <summary>The bytes, or <c>null</c> where they were dropped. Who has them keeps them.</summary>
        public byte[]? Read()
        {
            // Written only when it changes: a line that all readers write would travel between their processors.
            if (!_used)
            {
                _used = true;
            }

            return _bytes;
        }

        public bool TakeUse()
        {
            var used = _used;
            _used = false;
            return used;
        }

        public void Drop() => _bytes = null;
    }
}
