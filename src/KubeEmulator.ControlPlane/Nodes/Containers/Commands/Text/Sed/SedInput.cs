using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>The lines of all files, one ahead so that the last is known.</summary>
internal sealed class SedInput(CommandRun run, IReadOnlyList<string> names, bool separate)
{
    private int next;
    private Stream? file;
    private ByteReader? reader;
    private (string Text, bool Ended, int File)? ahead;

    /// <summary>The number of the line that was read last.</summary>
    public long Number { get; private set; }

    public bool LineEnded { get; private set; } = true;

    /// <summary>Whether a file could not be read.</summary>
    public bool Failed { get; private set; }

    public async ValueTask<string?> ReadAsync()
    {
        ahead ??= await FetchAsync();
        if (ahead is not { } line)
        {
            return null;
        }

        ahead = null;
        LineEnded = line.Ended;
        Number++;
        return line.Text;
    }

    /// <summary>Whether nothing follows the line that was read last.</summary>
    public async ValueTask<bool> IsLastAsync()
    {
        var current = next;
        ahead ??= await FetchAsync();
        return ahead is null || (separate && ahead.Value.File != current);
    }

    private async ValueTask<(string Text, bool Ended, int File)?> FetchAsync()
    {
        while (true)
        {
            if (reader is not null && await reader.ReadLineAsync() is { } line)
            {
                return (line, reader.LineEnded, next);
            }

            if (file is not null)
            {
                await file.DisposeAsync();
            }

            (reader, file) = (null, null);
            if (next >= names.Count)
            {
                return null;
            }

            await OpenAsync(names[next++]);
        }
    }

    private async ValueTask OpenAsync(string name)
    {
        try
        {
            file = name == "-" ? null : run.OpenRead(name);
            reader = file is null ? run.Input : run.Reader(file);
        }
        catch (FileFailureException failure)
        {
            Failed = true;
            await run.FailAsync(failure.Failure is FileFailure.IsADirectory ? $"couldn't edit {name}: not a regular file" : $"can't read {name}: {failure.Message}");
        }
    }
}
