using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Runtime;

/// <summary>
/// The keys one controller has to look at: each at most once, in order of arrival; failed ones again after 5 ms, 10 ms, ... up to
/// 1,000 s, as client-go's default rate limiter does, on the cluster's clock. Used on the executor only.
/// </summary>
internal sealed class WorkQueue(SerialExecutor executor, TimeProvider clock, Action onReady)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1000);

    // Room for so many keys is kept.
    private const int Spacious = 1024;

    private readonly Queue<ReconcileKey> _keys = new();
    private readonly HashSet<ReconcileKey> _waiting = [];
    private readonly Dictionary<ReconcileKey, int> _failures = [];
    private readonly Dictionary<ReconcileKey, (DateTimeOffset Due, IDisposable Timer)> _later = [];

    public int Count => _keys.Count;

    public void Add(ReconcileKey key)
    {
        if (_waiting.Add(key))
        {
            _keys.Enqueue(key);
            onReady();
        }
    }

    /// <summary>Adds a key at a later time; of several times the earliest counts.</summary>
    public void AddAfter(ReconcileKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }

        var due = clock.GetUtcNow() + delay;
        if (_later.TryGetValue(key, out var known))
        {
            if (known.Due <= due)
            {
                return;
            }

            known.Timer.Dispose();
        }

        _later[key] = (due, executor.PostAt(due, () =>
        {
            _later.Remove(key);
            Add(key);
            return ValueTask.CompletedTask;
        }));
    }

    public void AddRateLimited(ReconcileKey key)
    {
        var failures = _failures.GetValueOrDefault(key);
        _failures[key] = failures + 1;
        var delay = failures >= 18 ? Longest : First * (1 << failures);
        AddAfter(key, delay < Longest ? delay : Longest);
    }

    /// <summary>Adds a key that failed without a wait; the failure counts towards the waits of later ones.</summary>
    public void AddFailed(ReconcileKey key)
    {
        _failures[key] = _failures.GetValueOrDefault(key) + 1;
        Add(key);
    }

    public void Forget(ReconcileKey key) => _failures.Remove(key);

    public int Failures(ReconcileKey key) => _failures.GetValueOrDefault(key);

    public bool TryTake([NotNullWhen(true)] out ReconcileKey? key)
    {
        if (!_keys.TryDequeue(out key))
        {
            return false;
        }

        _waiting.Remove(key);
        if (_keys.Count == 0 && _keys.Capacity > Spacious)
        {
            // What a burst of changes needed is not kept for ever.
            _keys.TrimExcess();
            _waiting.TrimExcess();
        }

        return true;
    }

    public void Clear()
    {
        foreach (var (_, timer) in _later.Values)
        {
            timer.Dispose();
        }

        _keys.Clear();
        _waiting.Clear();
        _failures.Clear();
        _later.Clear();
    }
}
