using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>Many watchers of one resource, who count what they get.</summary>
internal sealed class WatchCrowd : IAsyncDisposable
{
    private static ReadOnlySpan<byte> Colour => "\"colour\":\"c"u8;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<double> _latencies = [];
    private Task _reading = Task.CompletedTask;
    private long _events;
    private int _closed;

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

    /// <summary>How many watches the server has closed, as some do with those that read too slowly.</summary>
    public int Closed => Volatile.Read(ref _closed);

    /// <summary>Completes when so many events have come; false when they never will, as the server has closed a watch.</summary>
    public async Task<bool> WaitForAsync(long events, CancellationToken cancellation)
    {
        while (Interlocked.Read(ref _events) < events)
        {
            if (Closed > 0)
            {
                return false;
            }

            await Task.Delay(2, cancellation);
        }

        return true;
    }

    /// <summary>Notes how long the write took to arrive whose colour stands in the line: the time of colour <paramref name="first"/> is the first of those sent.</summary>
    public void Note(ReadOnlySequence<byte> line, int first, long[] sent, long at)
    {
        // Bytes, not text: a hundred watchers see every line, on the same cores as the server.
        var rest = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        for (var found = rest.IndexOf(Colour); found >= 0; found = rest.IndexOf(Colour))
        {
            rest = rest[(found + Colour.Length)..];
            if (Utf8Parser.TryParse(rest, out int colour, out _) && colour >= first && colour < first + sent.Length)
            {
                _latencies.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sent[colour - first]), at).TotalMilliseconds);
                return;
            }
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

        // Typed lists begin with their metadata, those of custom resources end with it. An item's version would bring the past back.
        var at = text.IndexOf("\"metadata\":{\"resourceVersion\":\"", StringComparison.Ordinal);
        at = at >= 0 ? at + 31 : text.LastIndexOf("\"resourceVersion\":\"", StringComparison.Ordinal) + 19;
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
                Interlocked.Increment(ref _closed);
                return;
            }
        }
    }
}
