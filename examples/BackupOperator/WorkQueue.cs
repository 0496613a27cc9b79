using System.Collections.Concurrent;
using System.Threading.Channels;

namespace BackupOperator;

/// <summary>Keys to look at, each at most once in the queue; failed ones come back later and later.</summary>
public sealed class WorkQueue(TimeProvider time)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> _waiting = new();
    private readonly ConcurrentDictionary<string, int> _failures = new();

    public void Add(string key)
    {
        if (_waiting.TryAdd(key, true))
        {
            _keys.Writer.TryWrite(key);
        }
    }

    public async ValueTask<string> TakeAsync(CancellationToken cancellation)
    {
        var key = await _keys.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        _waiting.TryRemove(key, out _);
        return key;
    }

    public void Succeeded(string key) => _failures.TryRemove(key, out _);

    public void Failed(string key, CancellationToken cancellation)
    {
        var failures = _failures.AddOrUpdate(key, 1, (_, n) => n + 1);
        var delay = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        _ = AddLaterAsync(key, delay < LongestDelay ? delay : LongestDelay, cancellation);
    }

    private async Task AddLaterAsync(string key, TimeSpan delay, CancellationToken cancellation)
    {
        await Task.Delay(delay, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Add(key);
    }
}
