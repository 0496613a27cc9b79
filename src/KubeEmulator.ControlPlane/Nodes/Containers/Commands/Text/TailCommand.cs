using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text;

/// <summary>tail, also following a file that grows.</summary>
internal static class TailCommand
{
    // GNU tail looks once a second where it cannot be told of changes.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var (options, count, fromStart) = LineCount.Parse(run, "n:c:qvfFs:");
        var status = 0;
        var shown = 0;
        var bytes = options.LastOf("nc") == 'c';
        var followed = new List<(string Name, Stream Stream)>();
        foreach (var name in options.Operands.DefaultIfEmpty("-"))
        {
            try
            {
                var file = name == "-" ? null : run.OpenRead(name);
                await LineCount.TitleAsync(run, options, name, shown++);
                var reader = file is null ? run.Input : run.Reader(file);
                await (fromStart ? SkipAsync(run, reader, count, bytes) : bytes ? BytesAsync(run, reader, Math.Abs(count)) : LinesAsync(run, reader, Math.Abs(count)));
                if (file is not null)
                {
                    followed.Add((name, file));
                }
            }
            catch (FileFailureException failure)
            {
                status = await run.FailAsync(failure.Failure is FileFailure.IsADirectory ? $"error reading '{name}': {failure.Message}" : $"cannot open '{name}' for reading: {failure.Message}");
            }
        }

        if (followed.Count > 0 && (options.Has('f') || options.Has('F')))
        {
            await FollowAsync(run, followed, options.Has('F'));
        }

        followed.ForEach(file => file.Stream.Dispose());
        return status;
    }

    private static async ValueTask LinesAsync(CommandRun run, ByteReader reader, long count)
    {
        var held = new Queue<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            held.Enqueue(line + (reader.LineEnded ? "\n" : ""));
            if (held.Count > count)
            {
                held.Dequeue();
            }
        }

        foreach (var line in held)
        {
            await run.Output.WriteAsync(line);
        }
    }

    private static async ValueTask BytesAsync(CommandRun run, ByteReader reader, long count)
    {
        var held = new Queue<byte>();
        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            foreach (var cell in piece.ToArray())
            {
                held.Enqueue(cell);
                if (held.Count > count)
                {
                    held.Dequeue();
                }
            }
        }

        await run.Output.WriteAsync(held.ToArray());
    }

    private static async ValueTask SkipAsync(CommandRun run, ByteReader reader, long start, bool bytes)
    {
        if (bytes)
        {
            for (var skip = start - 1; skip > 0 && await reader.ReadAsync(new byte[Math.Min(4096, skip)]) is var taken and > 0; skip -= taken)
            {
            }
        }
        else
        {
            for (var line = 1L; line < start && await reader.ReadLineAsync() is not null; line++)
            {
            }
        }

        while (await reader.ReadAsync() is { IsEmpty: false } piece)
        {
            await run.Output.WriteAsync(piece);
        }
    }

    private static async ValueTask FollowAsync(CommandRun run, List<(string Name, Stream Stream)> followed, bool byName)
    {
        var buffer = new byte[4096];
        while (true)
        {
            await run.Output.FlushAsync();
            await Task.Delay(Interval, run.Time, run.Token);
            for (var index = 0; index < followed.Count; index++)
            {
                var (name, stream) = followed[index];
                if (stream.Position > stream.Length)
                {
                    await run.ErrorAsync($"tail: {name}: file truncated\n");
                    stream.Position = 0;
                }

                while (await stream.ReadAsync(buffer, run.Token) is var taken and > 0)
                {
                    await run.Output.WriteAsync(buffer.AsMemory(0, taken));
                }

                if (byName && Reopened(run, name, stream) is { } newer)
                {
                    await stream.DisposeAsync();
                    followed[index] = (name, newer);
                }
            }
        }
    }

    private static Stream? Reopened(CommandRun run, string name, Stream current)
    {
        try
        {
            var stream = run.OpenRead(name);
            if (stream is Containers.Files.VirtualFileStream now && current is Containers.Files.VirtualFileStream before && now.File == before.File)
            {
                stream.Dispose();
                return null;
            }

            return stream;
        }
        catch (FileFailureException)
        {
            return null;
        }
    }
}
