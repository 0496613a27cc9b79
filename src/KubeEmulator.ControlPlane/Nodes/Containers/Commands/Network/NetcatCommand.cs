using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Streams;

namespace KubeEmulator.Nodes.Containers.Commands.Network;

/// <summary>nc: connects, looks whether a port is open (-z), or serves one connection (-l).</summary>
internal static class NetcatCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "lzvw:p:nkq:u46e:");
        var text = options.Has('l') ? options.Value('p') ?? options.Operands.LastOrDefault() : options.Operands.ElementAtOrDefault(1);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535)
        {
            return await run.FailAsync("bad port");
        }

        return options.Has('l') ? await ListenAsync(run, port, options.Has('k')) : await ConnectAsync(run, options, port);
    }

    private static async ValueTask<int> ConnectAsync(CommandRun run, CommandOptions options, int port)
    {
        var host = options.Operands[0];
        try
        {
            using var limit = HttpExchange.Limit(run, options.Value('w'));
            var connection = await run.Process.Container.Network.ConnectAsync(ByteText.Decode(host), port, limit.Token);
            await using (connection)
            {
                if (options.Has('v'))
                {
                    await run.ErrorAsync($"{host} ({host}:{port}) open\n");
                }

                if (!options.Has('z'))
                {
                    await ExchangeAsync(run, connection);
                }
            }

            return 0;
        }
        catch (NetworkFailureException failure)
        {
            return options.Has('z') && !options.Has('v') ? 1 : await run.FailAsync(failure.Failure switch
            {
                NetworkFailure.UnknownHost => $"bad address '{host}'",
                NetworkFailure.Refused => $"{host} ({host}:{port}): Connection refused",
                NetworkFailure.TimedOut => $"{host} ({host}:{port}): Connection timed out",
                _ => $"{host} ({host}:{port}): No route to host",
            });
        }
    }

    private static async ValueTask<int> ListenAsync(CommandRun run, int port, bool again)
    {
        do
        {
            var taken = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
            var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (run.Process.Container.Network.Listen(port, ContainerPort.Raw(async (stream, _) =>
            {
                if (taken.TrySetResult(stream))
                {
                    await served.Task;
                }
            })))
            {
                try
                {
                    await using var connection = await taken.Task.WaitAsync(run.Token);
                    await ExchangeAsync(run, connection);
                }
                finally
                {
                    served.TrySetResult();
                }
            }
        }
        while (again);
        return 0;
    }

    // Ends when the other side has nothing more to say; its own end of input is passed on.
    private static async Task ExchangeAsync(CommandRun run, Stream connection)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(run.Token);
        var sending = SendAsync(run, connection, ended.Token);
        var buffer = new byte[4096];
        while (await connection.ReadAsync(buffer, run.Token) is var taken and > 0)
        {
            await run.Output.WriteAsync(buffer.AsMemory(0, taken));
            await run.Output.FlushAsync();
        }

        await ended.CancelAsync();
        await sending;
    }

    private static async Task SendAsync(CommandRun run, Stream connection, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[4096];
            var input = run.Stream(0) ?? Stream.Null;
            while (await input.ReadAsync(buffer, cancellationToken) is var taken and > 0)
            {
                await connection.WriteAsync(buffer.AsMemory(0, taken), cancellationToken);
            }

            (connection as DuplexStream)?.CloseWriting();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
        }
    }
}
