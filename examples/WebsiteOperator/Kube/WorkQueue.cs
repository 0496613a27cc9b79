using System.Threading.Channels;

namespace WebsiteOperator.Kube;

/// <summary>Keys to look at, each at most once in the queue; failed ones come back later and later.</summary>
public sealed class WorkQueue(TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly Channel<string> _keys = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
    private readonly HashSet<string> _waiting = [];
    private readonly Dictionary<string, int> _failures = [];

    public void Add(string key)
    {
        lock (_waiting)
        {
            if (!_waiting.Add(key))
            {
                return;
            }
        }

        _keys.Writer.TryWrite(key);
    }

    public async ValueTask<string> TakeAsync(CancellationToken cancellation)
    {
        var key = await _keys.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        lock (_waiting)
        {
            _waiting.Remove(key);
        }

        return key;
    }

    public void Succeeded(string key) => _failures.Remove(key);

    public void Failed(string key, CancellationToken cancellation)
    {
        var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
        var delay = FirstDelay * Math.Pow(2, Math.Min(failures - 1, 12));
        _ = AddLaterAsync(key, delay < LongestDelay ? delay : LongestDelay, cancellation);
    }

    private async Task AddLaterAsync(string key, TimeSpan delay, CancellationToken cancellation)
    {
        await Task.Delay(delay, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Add(key);
    }
}
