using KubeEmulator.Server;

namespace KubeEmulator;

/// <summary>The requests that a cluster answered over HTTP, oldest first; the newest ones where there were many. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _records = new();
    private readonly int _size;

    internal RequestLog(int size, bool withBodies)
    {
        _size = size;
        Observer = new LogObserver(this, withBodies);
    }

    /// <summary>How many requests were answered, also those forgotten.</summary>
    public long Count { get; private set; }

    internal IRequestObserver Observer { get; }

    /// <summary>What is remembered now.</summary>
    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_lock)
        {
            return [.. _records];
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _records.Clear();
            Count = 0;
        }
    }

    private void Add(RequestRecord record)
    {
        lock (_lock)
        {
            Count++;
            _records.Enqueue(record);
            while (_records.Count > _size)
            {
                _records.Dequeue();
            }
        }
    }

    private sealed class LogObserver(RequestLog log, bool withBodies) : IRequestObserver
    {
        public bool WantsBodies => withBodies;

        public void Completed(RequestRecord request) => log.Add(request);
    }
}
