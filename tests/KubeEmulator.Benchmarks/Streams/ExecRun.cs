using System.Diagnostics;
using System.Net.WebSockets;

namespace KubeEmulator.Benchmarks.Streams;

/// <summary>Execs and copies.</summary>
internal static class ExecRun
{
    private const int Megabyte = 1_000_000;

    /// <summary>Execs of a short command per second, from the handshake to the goodbye.</summary>
    public static async Task<double> RoundTripsAsync(StreamTarget target, int workers, int count)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) < count)
            {
                using var socket = await target.ExecAsync("stdout=1", "echo", "hello");
                await DrainAsync(socket);
            }
        }));
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Megabytes per second into a file.</summary>
    public static async Task<double> CopyInAsync(StreamTarget target, int megabytes)
    {
        using var socket = await target.ExecAsync("stdin=1&stdout=1", "sh", "-c", "cat > /tmp/copy");
        var message = new byte[32 * 1024];
        var left = (long)megabytes * Megabyte;
        var watch = Stopwatch.StartNew();
        for (; left > 0; left -= message.Length - 1)
        {
            await socket.SendAsync(message.AsMemory(0, (int)Math.Min(left + 1, message.Length)), WebSocketMessageType.Binary, true, CancellationToken.None);
        }

        await socket.SendAsync((byte[])[255, 0], WebSocketMessageType.Binary, true, CancellationToken.None);
        await DrainAsync(socket);
        return megabytes / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Megabytes per second out of that file, by tar as <c>kubectl cp</c> does it.</summary>
    public static async Task<double> CopyOutAsync(StreamTarget target, int megabytes)
    {
        var watch = Stopwatch.StartNew();
        using var socket = await target.ExecAsync("stdout=1", "tar", "cf", "-", "-C", "/tmp", "copy");
        var bytes = await DrainAsync(socket);
        return bytes < (long)megabytes * Megabyte ? throw new InvalidOperationException($"only {bytes} bytes came") : megabytes / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> DrainAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
        {
            bytes += received.Count;
        }

        return bytes;
    }
}
