using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Buffers;
using System.Text;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>Many watchers of one resource, who count what they get.</summary>
internal sealed class WatchCrowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<double> _latencies = [];
    private Task _reading = Task.CompletedTask;
    private long _events;

    /// <summary>What is done with each event's line besides counting it; null for nothing.</summary>
    public Action<ReadOnlySequence<byte>, long>? OnLine { get; set; }

    /// <summary>Milliseconds from a write's sending to its arrival.</summary>
    public IReadOnlyCollection<double> Latencies => _latencies;

    /// <summary>Opens the watches; they begin with what comes next.</summary>
    public static async Task<WatchCrowd> OpenAsync(LoadTarget target, string path, int watchers, CancellationToken cancellation)
    {
        var crowd = new WatchCrowd();
        var revision = await RevisionAsync(target, path, cancellation);
        var streams = await Task.WhenAll(Enumerable.Range(0, watchers).Select(_ => target.OpenAsync($"{path}?watch=true&resourceVersion={revision}", cancellation)));
        crowd._reading = Task.WhenAll(streams.Select(crowd.ReadAsync));
        return crowd;
    }

    /// <summary>Completes when so many events have come.</summary>
    public async Task WaitForAsync(long events, CancellationToken cancellation)
    {
        while (Interlocked.Read(ref _events) < events)
        {
            await Task.Delay(2, cancellation);
        }
    }

    /// <summary>Notes how long the write took to arrive whose colour stands in the line.</summary>
    public void Note(ReadOnlySequence<byte> line, ConcurrentDictionary<string, long> sent, long at)
    {
        var text = Encoding.UTF8.GetString(line);
        var start = text.IndexOf("\"colour\":\"c1", StringComparison.Ordinal);
        while (start >= 0)
        {
            var colour = text[(start + 10)..text.IndexOf('"', start + 10)];
            if (sent.TryGetValue(colour, out var began))
            {
                _latencies.Add(Stopwatch.GetElapsedTime(began, at).TotalMilliseconds);
                return;
            }

            start = text.IndexOf("\"colour\":\"c1", start + 10, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task<string> RevisionAsync(LoadTarget target, string path, CancellationToken cancellation)
    {
        await using var stream = await target.OpenAsync(path + "?limit=1", cancellation);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(cancellation);
        var at = text.IndexOf("\"metadata\":{\"resourceVersion\":\"", StringComparison.Ordinal);
        at = at >= 0 ? at + 31 : text.IndexOf("\"resourceVersion\":\"", StringComparison.Ordinal) + 19;
        return text[at..text.IndexOf('"', at)];
    }

    private async Task ReadAsync(Stream stream)
    {
        var reader = PipeReader.Create(stream);
        while (!_stop.IsCancellationRequested)
        {
            var read = await reader.ReadAsync(_stop.Token);
            var at = Stopwatch.GetTimestamp();
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                OnLine?.Invoke(buffer.Slice(0, end), at);
                Interlocked.Increment(ref _events);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
