using System.Diagnostics;
using System.Text;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>The load on one server, in the order of the table. Bounded in time and count; it leaves nothing behind.</summary>
internal sealed class LoadRun(LoadTarget target, LoadObjects objects, int count)
{
    private const int Workers = 32;

    // Higher than any other colour, so that an event says which write it tells of.
    private const int FirstColour = 100_000;

    private readonly List<LoadResult> _results = [];

    /// <summary>Measures only what has this word in its name; the objects are created all the same. Null for everything.</summary>
    public string? Only { get; init; }

    /// <summary>Some objects as the server holds them after all writes.</summary>
    public IReadOnlyDictionary<string, string> Samples { get; private set; } = new Dictionary<string, string>();

    public async Task<IReadOnlyList<LoadResult>> RunAsync()
    {
        await PrepareAsync();
        _results.Add(new("memory idle", target.MemoryMiB, "MiB"));
        var few = Math.Max(count / 10, 50);
        await WarmUpAsync(few);
        await RateAsync("create, 1 worker", 1, few, i => target.CallAsync(HttpMethod.Post, objects.Path, objects.Body($"single-{i}", i)));
        await RateAsync("delete, 1 worker", 1, few, i => target.CallAsync(HttpMethod.Delete, $"{objects.Path}/single-{i}"));
        await RateAsync("create, 32 workers", Workers, count, i => target.CallAsync(HttpMethod.Post, objects.Path, objects.Body($"load-{i}", i)));
        _results.Add(new($"memory with {count}", target.MemoryMiB, "MiB"));
        await RateAsync("get, 1 worker", 1, few * 2, i => target.CallAsync(HttpMethod.Get, $"{objects.Path}/load-{i % count}"));
        await RateAsync("get, 32 workers", Workers, count * 2, i => target.CallAsync(HttpMethod.Get, $"{objects.Path}/load-{i % count}"));
        await MedianAsync($"list {count}", 7, () => target.CallAsync(HttpMethod.Get, objects.Path));
        await MedianAsync("list by label (a tenth)", 7, () => target.CallAsync(HttpMethod.Get, objects.Path + "?labelSelector=colour%3Dc3"));
        await MedianAsync("list in pages of 500", 5, PagesAsync);
        await RateAsync("get and update, 32 workers", Workers, count, UpdateAsync);
        await RateAsync("merge patch, 32 workers", Workers, count, i => target.CallAsync(HttpMethod.Patch, $"{objects.Path}/load-{i}", objects.Patch(i + 1), "application/merge-patch+json"));
        await RateAsync("apply, 32 workers", Workers, count, i => target.CallAsync(HttpMethod.Patch, $"{objects.Path}/load-{i}?fieldManager=applier&force=true", objects.Body($"load-{i}", i + 2), "application/apply-patch+yaml"));
        Samples = await LoadSamples.TakeAsync(target, objects, count);
        await FanOutAsync(watchers: 100, writers: 8, writes: Math.Min(count, 1000), colour: 50);
        await LatencyAsync(watchers: 100, writes: 500);
        await FanOutAsync(watchers: 1000, writers: 8, writes: Math.Min(count, 200), colour: 51);
        await RateAsync("delete, 32 workers", Workers, count / 2, i => target.CallAsync(HttpMethod.Delete, $"{objects.Path}/load-{i}"));
        await RateAsync("refill", Workers, count / 2, i => target.CallAsync(HttpMethod.Post, objects.Path, objects.Body($"load-{i}", i)));
        await MedianAsync($"deletecollection of {count}", 1, () => target.CallAsync(HttpMethod.Delete, objects.Path + "?labelSelector=app%3Dload"));
        return _results;
    }

    // Read, change, write: the object is changed as text, as parsing it would measure the load generator.
    private async Task<int> UpdateAsync(int i)
    {
        await using var stream = await target.OpenAsync($"{objects.Path}/load-{i}", CancellationToken.None);
        using var reader = new StreamReader(stream);
        var read = await reader.ReadToEndAsync();
        return await target.CallAsync(HttpMethod.Put, $"{objects.Path}/load-{i}", Encoding.UTF8.GetBytes(read.Replace("\"app\":\"load\"", "\"app\":\"load\",\"updated\":\"yes\"", StringComparison.Ordinal)));
    }

    private async Task PrepareAsync()
    {
        if (objects == LoadObjects.Pods)
        {
            // An API server without its controllers has none, and pods ask for it.
            await CreateOnceAsync("api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"default"}}""");
        }

        if (objects == LoadObjects.Gadgets)
        {
            await CreateOnceAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions", LoadObjects.Definition);

            // A server may take a moment to serve a new resource.
            var patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                try
                {
                    await target.CallAsync(HttpMethod.Get, objects.Path);
                    break;
                }
                catch (InvalidOperationException)
                {
                    await Task.Delay(100);
                }
            }
        }

        await target.CallAsync(HttpMethod.Delete, objects.Path + "?labelSelector=app%3Dload");
    }

    private async Task CreateOnceAsync(string path, string body)
    {
        try
        {
            await target.CallAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body));
        }
        catch (InvalidOperationException there) when (there.Message.Contains("409", StringComparison.Ordinal))
        {
            // A second run on the same server.
        }
    }

    // Both servers are asked when they have seen such calls before: start-up is a row of its own.
    private async Task WarmUpAsync(int few)
    {
        await RunAsync(Workers, few * 4, i => target.CallAsync(HttpMethod.Post, objects.Path, objects.Body($"warm-{i}", i)));
        await RunAsync(Workers, few * 4, i => target.CallAsync(HttpMethod.Get, $"{objects.Path}/warm-{i}"));
        await RunAsync(Workers, few * 4, i => target.CallAsync(HttpMethod.Patch, $"{objects.Path}/warm-{i}", objects.Patch(i + 1), "application/merge-patch+json"));
        await RunAsync(Workers, few * 4, i => target.CallAsync(HttpMethod.Delete, $"{objects.Path}/warm-{i}"));
    }

    private async Task<int> PagesAsync()
    {
        var bytes = 0;
        for (var next = ""; ;)
        {
            var (length, token) = await PageAsync(next);
            bytes += length;
            if (token.Length == 0)
            {
                return bytes;
            }

            next = token;
        }
    }

    private async Task<(int Length, string Continue)> PageAsync(string next)
    {
        await using var stream = await target.OpenAsync($"{objects.Path}?limit=500{(next.Length == 0 ? "" : "&continue=" + Uri.EscapeDataString(next))}", CancellationToken.None);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);

        // The token stands in the list's metadata; a page is not parsed, as that would measure the load generator.
        var at = bytes.IndexOf("\"continue\":\""u8);
        return at < 0 ? (bytes.Length, "") : (bytes.Length, Encoding.UTF8.GetString(bytes[(at + 12)..][..bytes[(at + 12)..].IndexOf((byte)'"')]));
    }

    private async Task FanOutAsync(int watchers, int writers, int writes, int colour)
    {
        if (Skips("watch fan-out"))
        {
            return;
        }

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var crowd = await WatchCrowd.OpenAsync(target, objects.Path, watchers, end.Token);
        var before = target.Processor;
        var watch = Stopwatch.StartNew();
        await RunAsync(writers, writes, i => target.CallAsync(HttpMethod.Patch, $"{objects.Path}/load-{i}", objects.Patch(i + colour), "application/merge-patch+json"));
        var row = $"watch fan-out, {watchers} watchers, {writers} writers";
        if (!await crowd.WaitForAsync((long)writes * watchers, end.Token))
        {
            Missing(row, crowd);
            return;
        }

        var seconds = watch.Elapsed.TotalSeconds;
        _results.Add(new(row, (double)writes * watchers / seconds, "events/s", (target.Processor - before).TotalMilliseconds / writes));
    }

    private async Task LatencyAsync(int watchers, int writes)
    {
        if (Skips("write to watcher"))
        {
            return;
        }

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var crowd = await WatchCrowd.OpenAsync(target, objects.Path, watchers, end.Token);
        var sent = new long[writes];
        crowd.OnLine = (line, at) => crowd.Note(line, FirstColour, sent, at);
        var before = target.Processor;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < writes && await pace.WaitForNextTickAsync(end.Token); i++)
        {
            Volatile.Write(ref sent[i], Stopwatch.GetTimestamp());
            await target.CallAsync(HttpMethod.Patch, $"{objects.Path}/load-{i % count}", objects.Patch(FirstColour + i), "application/merge-patch+json");
        }

        if (!await crowd.WaitForAsync((long)writes * watchers, end.Token))
        {
            Missing("write to watcher", crowd);
            return;
        }

        var times = crowd.Latencies.Order().ToArray();
        _results.Add(new("write to watcher, 100/s, p50", times[times.Length / 2], "ms", (target.Processor - before).TotalMilliseconds / writes));
        _results.Add(new("write to watcher, 100/s, p99", times[times.Length * 99 / 100], "ms"));
    }

    private void Missing(string row, WatchCrowd crowd) => Console.Error.WriteLine($"{target.Name}: no figure for \"{row}\", as the server closed {crowd.Closed} of the watches");

    private async Task RateAsync(string row, int workers, int operations, Func<int, Task<int>> call)
    {
        if (Skips(row) && row is not ("create, 32 workers" or "delete, 1 worker" or "create, 1 worker"))
        {
            return;
        }

        var before = target.Processor;
        var watch = Stopwatch.StartNew();
        await RunAsync(workers, operations, call);
        var seconds = watch.Elapsed.TotalSeconds;
        if (row != "refill")
        {
            _results.Add(new(row, operations / seconds, "/s", (target.Processor - before).TotalMilliseconds / operations));
        }
    }

    private static Task RunAsync(int workers, int operations, Func<int, Task<int>> call)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < operations; i = Interlocked.Increment(ref next))
            {
                await call(i);
            }
        }));
    }

    private bool Skips(string row) => Only is not null && !row.Contains(Only, StringComparison.Ordinal);

    private async Task MedianAsync(string row, int times, Func<Task<int>> call)
    {
        if (Skips(row))
        {
            return;
        }

        var before = target.Processor;
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            await call();
            taken.Add(watch.Elapsed.TotalMilliseconds);
        }

        taken.Sort();
        _results.Add(new(row, taken[taken.Count / 2], "ms", (target.Processor - before).TotalMilliseconds / times));
    }
}
