using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>head.</summary>
internal static class HeadCommand
{
    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var (options, count, _) = LineCount.Parse(run, "n:c:qv");
        var status = 0;
        var shown = 0;
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                await using var file = name == "-" ? null : run.OpenRead(name);
                var reader = file is null ? run.Input : run.Reader(file);
                await LineCount.TitleAsync(run, options, name, shown++);
                await (options.LastOf("nc") == 'c' ? BytesAsync(run, reader, count) : LinesAsync(run, reader, count));
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(failure.Failure is FileFailure.IsADirectory ? $"error reading '{name}': {failure.Message}" : $"cannot open '{name}' for reading: {failure.Message}");
            }
        }

        return status;
    }

    private static async ValueTask LinesAsync(CommandRun run, ByteReader reader, long count)
    {
        var held = new Queue<string>();
        for (long line = 0; count < 0 || line < count; line++)
        {
            if (await reader.ReadLineAsync() is not { } text)
            {
                return;
            }

            held.Enqueue(text + (reader.LineEnded ? "\n" : ""));

            // A negative count leaves out that many lines at the end.
            if (count >= 0 || held.Count > -count)
            {
                await run.Output.WriteAsync(held.Dequeue());
            }
        }
    }

    private static async ValueTask BytesAsync(CommandRun run, ByteReader reader, long count)
    {
        var buffer = new byte[4096];
        while (count > 0 && await reader.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count))) is var taken and > 0)
        {
            await run.Output.WriteAsync(buffer.AsMemory(0, taken));
            count -= taken;
        }
    }
}
