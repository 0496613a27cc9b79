using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Host;

/// <summary>tee.</summary>
internal static class TeeCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "ai", new Dictionary<string, char> { ["append"] = 'a' });
        var files = new List<Stream>();
        var status = 0;
        foreach (var name in options.Operands)
        {
            try
            {
                files.Add(run.Files.OpenWrite(run.Path(name), options.Has('a') ? FileMode.Append : FileMode.Create, run.NewFileMode));
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(name, failure);
            }
        }

        while (await run.Input.ReadAsync() is { IsEmpty: false } piece)
        {
            await run.Output.WriteAsync(piece);
            foreach (var file in files)
            {
                await file.WriteAsync(piece, run.Token);
            }
        }

        files.ForEach(file => file.Dispose());
        return status;
    }
}
