using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>which.</summary>
internal static class WhichCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var status = 0;
        foreach (var name in run.Arguments.Where(word => word != "-a"))
        {
            var found = CommandSearch.Find(run.Files, ByteText.Decode(run.WorkingDirectory), run.Environment.GetValueOrDefault("PATH"), name);
            if (found.Failure is null)
            {
                await run.Output.WriteLineAsync(found.Path);
            }
            else
            {
                status = 1;
            }
        }

        return status;
    }
}
