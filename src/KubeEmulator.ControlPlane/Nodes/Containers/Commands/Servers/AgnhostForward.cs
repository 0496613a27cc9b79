using System.Globalization;
using System.Text;
using KubeEmulator.Api;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Containers.Commands.Servers;

/// <summary>agnhost port-forward-tester: takes one connection, reads what it expects, writes chunks, and says in its log how far it came.</summary>
internal static class AgnhostForward
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var accepted = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ServerProcess(run);
        server.Listen(Number(run, "BIND_PORT") ?? 0, ContainerPort.Raw((stream, token) => accepted.TrySetResult(stream) ? done.Task.WaitAsync(token) : Task.CompletedTask));
        try
        {
            return await ServeAsync(run, await accepted.Task.WaitAsync(run.Token));
        }
        catch (IOException broken)
        {
            await run.Output.WriteLineAsync($"Write err: {broken.Message}");
            return 4;
        }
        finally
        {
            done.TrySetResult();
        }
    }

    private static async Task<int> ServeAsync(CommandRun run, Stream connection)
    {
        await SayAsync(run, "Accepted client connection");
        var expected = run.Environment.GetValueOrDefault("EXPECTED_CLIENT_DATA", "");
        if (expected.Length > 0)
        {
            var buffer = new byte[expected.Length];
            var read = await connection.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, run.Token);
            if (read != buffer.Length || Encoding.Latin1.GetString(buffer) != expected)
            {
                await SayAsync(run, read != buffer.Length
                    ? $"Expected to read {buffer.Length} bytes from client, but got {read} instead. err=EOF"
                    : $"Expect to read {GoText.Quote(expected)}, but got {GoText.Quote(Encoding.Latin1.GetString(buffer))}. err=<nil>");
                return read != buffer.Length ? 2 : 3;
            }

            await SayAsync(run, "Received expected client data");
        }

        if ((Number(run, "CHUNKS"), Number(run, "CHUNK_SIZE"), Number(run, "CHUNK_INTERVAL")) is not ({ } chunks, { } size, { } interval))
        {
            await SayAsync(run, "Error parsing CHUNKS, CHUNK_SIZE or CHUNK_INTERVAL: invalid syntax");
            return 1;
        }

        var data = new byte[size];
        data.AsSpan().Fill((byte)'x');
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            await connection.WriteAsync(data, run.Token);
            await connection.FlushAsync(run.Token);
            if (chunk + 1 < chunks)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(interval), run.Time, run.Token);
            }
        }

        await SayAsync(run, "Shutting down connection");
        (connection as IHalfCloseStream)?.CloseWriting();
        await SayAsync(run, "Done");
        return 0;
    }

    // Whoever follows the log waits for the lines.
    private static async ValueTask SayAsync(CommandRun run, string line)
    {
        await run.Output.WriteLineAsync(line);
        await run.Output.FlushAsync();
    }

    private static int? Number(CommandRun run, string name) =>
        int.TryParse(run.Environment.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
