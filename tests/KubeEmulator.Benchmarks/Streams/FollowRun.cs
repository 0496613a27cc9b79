using System.Diagnostics;

namespace KubeEmulator.Benchmarks.Streams;

/// <summary>One log, many followers.</summary>
internal static class FollowRun
{
    private static readonly byte[] End = [.. "the end\n"u8];

    /// <summary>Lines and bytes that arrive per second, all followers together, from the first line's writing to the last one's arrival.</summary>
    public static async Task<(double Lines, double Bytes)> RunAsync(StreamTarget target, int followers)
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, followers).Select(_ => target.Http.GetStreamAsync(new Uri(StreamTarget.Pod + "/log?follow=true", UriKind.Relative))));
        var watch = Stopwatch.StartNew();
        var reading = streams.Select(ReadAsync).ToArray();
        using (var go = await target.ExecAsync("stdout=1", "touch", "/go"))
        {
            var results = await Task.WhenAll(reading);
            var seconds = watch.Elapsed.TotalSeconds;
            return (results.Sum(r => r.Lines) / seconds, results.Sum(r => r.Bytes) / seconds);
        }
    }

    private static async Task<(long Lines, long Bytes)> ReadAsync(Stream stream)
    {
        await using (stream)
        {
            var buffer = new byte[16 * 1024];
            var (lines, bytes) = (0L, 0L);
            while (await stream.ReadAsync(buffer) is var read and > 0)
            {
                bytes += read;
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
                if (buffer.AsSpan(0, read).EndsWith(End))
                {
                    break;
                }
            }

            return (lines, bytes);
        }
    }
}
