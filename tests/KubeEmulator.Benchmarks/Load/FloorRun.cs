using System.Diagnostics;
using System.Globalization;

namespace KubeEmulator.Benchmarks.Load;

/// <summary><c>gets KUBECONFIG PATH [COUNT]</c>: how many gets of one path with 32 workers a server answers per second; for the floor and for a real object alike.</summary>
internal static class FloorRun
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            await Console.Error.WriteLineAsync("usage: gets KUBECONFIG PATH [COUNT]");
            return 2;
        }

        var count = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 20_000;
        using var target = new LoadTarget("server", arguments[0], [], http2: false);
        await GetsAsync(target, arguments[1], count / 4);
        var watch = Stopwatch.StartNew();
        await GetsAsync(target, arguments[1], count);
        Console.WriteLine($"{count / watch.Elapsed.TotalSeconds:0} gets/s");
        return 0;
    }

    private static Task GetsAsync(LoadTarget target, string path, int count)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) < count)
            {
                await target.CallAsync(HttpMethod.Get, path);
            }
        }));
    }
}
