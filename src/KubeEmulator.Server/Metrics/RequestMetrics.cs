using System.Collections.Concurrent;

namespace KubeEmulator.Server.Metrics;

/// <summary>What one server counts about its requests. Thread-safe.</summary>
internal sealed class RequestMetrics
{
    private readonly ConcurrentDictionary<(RequestLabels Labels, int Code), Counter> _totals = new();
    private readonly ConcurrentDictionary<RequestLabels, DurationHistogram> _durations = new();
    private readonly ConcurrentDictionary<RequestLabels, Counter> _longRunning = new();
    private readonly Counter _reading = new();
    private readonly Counter _writing = new();

    /// <summary>Answered requests by labels and status code.</summary>
    public IEnumerable<(RequestLabels Labels, int Code, long Count)> Totals => _totals.Select(t => (t.Key.Labels, t.Key.Code, t.Value.Value));

    /// <summary>How long answered requests took.</summary>
    public IEnumerable<(RequestLabels Labels, DurationHistogram Histogram)> Durations => _durations.Select(d => (d.Key, d.Value));

    /// <summary>Streams that are open now.</summary>
    public IEnumerable<(RequestLabels Labels, long Count)> LongRunning => _longRunning.Select(l => (l.Key, l.Value.Value));

    /// <summary>Requests that change nothing and are being answered now.</summary>
    public long Reading => _reading.Value;

    /// <summary>Requests that may change something and are being answered now.</summary>
    public long Writing => _writing.Value;

    /// <summary>A request arrived.</summary>
    public void Begin(RequestLabels labels) => InFlight(labels).Add(1);

    /// <summary>A request has been answered.</summary>
    public void End(RequestLabels labels, int code, TimeSpan duration)
    {
        InFlight(labels).Add(-1);
        _totals.GetOrAdd((labels, code), _ => new Counter()).Add(1);
        if (!labels.IsLongRunning)
        {
            _durations.GetOrAdd(labels, _ => new DurationHistogram()).Observe(duration.TotalSeconds);
        }
    }

    private Counter InFlight(RequestLabels labels) =>
        labels.IsLongRunning ? _longRunning.GetOrAdd(labels, _ => new Counter()) : labels.IsMutating ? _writing : _reading;
}
