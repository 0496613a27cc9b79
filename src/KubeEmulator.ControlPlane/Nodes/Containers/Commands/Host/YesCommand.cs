using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>yes.</summary>
internal static class YesCommand
{
    // So much may be written without waiting, to /dev/null say, before others get a turn.
    private const int TurnLength = 4096;

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var line = run.Arguments.Count == 0 ? "y" : string.Join(' ', run.Arguments);
        for (var count = 1; ; count++)
        {
            await run.Output.WriteLineAsync(line);
            if (count % TurnLength == 0)
            {
                run.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }
}
