using System.Globalization;

namespace KubeEmulator.Benchmarks.Streams;

/// <summary>
/// <c>streams [--socket] [--execs N] [--megabytes N] [--followers N]</c>: execs per second, copies in and out of a pod, and one log with
/// many followers; in memory, or through a loopback port with TLS.
/// </summary>
internal static class StreamsCommand
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var target = await StreamTarget.StartAsync(arguments.Contains("--socket"));
        var execs = Number(arguments, "--execs", 2000);
        var megabytes = Number(arguments, "--megabytes", 200);
        var followers = Number(arguments, "--followers", 1000);

        Console.WriteLine(arguments.Contains("--socket") ? "through a loopback port with TLS" : "in memory");
        await ExecRun.RoundTripsAsync(target, workers: 1, execs / 4);
        Write("exec round trips, 1 worker", await ExecRun.RoundTripsAsync(target, workers: 1, execs / 2), "/s");
        Write("exec round trips, 32 workers", await ExecRun.RoundTripsAsync(target, workers: 32, execs), "/s");
        Write($"copy of {megabytes} MB into a pod", await ExecRun.CopyInAsync(target, megabytes), "MB/s");
        Write($"copy of {megabytes} MB out of a pod", await ExecRun.CopyOutAsync(target, megabytes), "MB/s");
        var (lines, bytes) = await FollowRun.RunAsync(target, followers);
        Write($"log lines to {followers} followers", lines, "lines/s");
        Write($"log bytes to {followers} followers", bytes / 1e6, "MB/s");
        return 0;
    }

    private static void Write(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-36} {value,12:n0} {unit}"));

    private static int Number(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
