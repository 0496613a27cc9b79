using System.Net.Http.Headers;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>A client of an emulated cluster: JSON over HTTP in memory, as a test's own client would be, and waiting for what it made.</summary>
internal sealed class SimulatedClient(EmulatedCluster cluster) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http = new(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster"), Timeout = Longest };

    public void Dispose() => _http.Dispose();

    /// <summary>Creates objects, eight at a time.</summary>
    public async Task CreateAsync(string path, int count, Func<int, MapValue> document)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                using var body = new ByteArrayContent(document(i).ToUtf8Bytes()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), body);
                response.EnsureSuccessStatusCode();
            }
        })));
    }

    public async Task DeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads and forgets; answers how many bytes.</summary>
    public async Task<int> GetAsync(string path) => (await ReadAsync(path)).Length;

    public Task<byte[]> ReadAsync(string path) => _http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>Waits until all of some objects are as they should be. Each is looked at until it is, so that looking costs next to nothing.</summary>
    public async Task WhenAllAsync(string group, string resource, string @namespace, IEnumerable<string> names, Func<KubeObject, bool> isDone)
    {
        foreach (var name in names)
        {
            var key = new ObjectKey(new GroupResource(group, resource), @namespace, name);
            await UntilAsync(() => cluster.Snapshot().Objects.Get(key) is { } found && isDone(found), key.Name);
        }
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var meter = new Meter();
        while (!condition())
        {
            if (meter.Seconds > Longest.TotalSeconds)
            {
                throw new TimeoutException($"{what} did not come about.");
            }

            await Task.Delay(5);
        }
    }

    public static bool IsRunning(KubeObject pod) => pod.Status.String("phase") == "Running" && HasCondition(pod, "Ready");

    public static bool HasCondition(KubeObject found, string type) => found.Status.Maps("conditions").Any(c => c.String("type") == type && c.String("status") == "True");
}
