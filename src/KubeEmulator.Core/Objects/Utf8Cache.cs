namespace KubeEmulator.Objects;

/// <summary>
/// Bounds what made UTF-8 may take: an object that nobody asks for any more keeps its tree and loses its bytes, which can be made again.
/// One for the process, so that a thousand small clusters together stay as small as one. Reading takes no lock; only making bytes does,
/// and that costs far more than the lock.
/// <code>
///   out  [ e1 used | e2 | e3 | e4 used | e5 ]  in       first in, first out, but an entry used since it was last looked at
///     e1 goes back to the end unused, e2 goes           gets another round (the clock algorithm)
/// </code>
/// Entries do not point at their objects, so a dead object's tree is free at once, and its bytes when their turn comes.
/// </summary>
internal sealed class Utf8Cache(long bound)
{
    /// <summary>About 8,000 pods of 4 KB: a few large lists, or the working set of many small clusters.</summary>
    private const long SharedBound = 32L << 20;

    /// <summary>Where everything is in use, somebody goes all the same, and nobody holds the lock for long.</summary>
    private const int MostLooks = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _entries = new();

    /// <summary>The cache of all objects of the process.</summary>
    public static Utf8Cache Shared { get; } = new(SharedBound);

    /// <summary>The bytes kept.</summary>
    public long Size { get; private set; }

    /// <summary>Takes bytes in; others may lose theirs.</summary>
    public Entry Add(byte[] bytes)
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
            _entries.Enqueue(entry);
            Size += entry.Size;
            for (var look = 0; Size > bound && _entries.TryDequeue(out var oldest); look++)
            {
                if (look < MostLooks && oldest.TakeUse())
                {
                    _entries.Enqueue(oldest);
                    continue;
                }

                Size -= oldest.Size;
                oldest.Drop();
            }
        }

        return entry;
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
