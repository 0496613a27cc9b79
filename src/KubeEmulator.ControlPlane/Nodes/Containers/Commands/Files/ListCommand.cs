using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>ls. One name per line unless it writes to a terminal, as the C library's ls does.</summary>
internal static class ListCommand
{
    private static readonly Dictionary<string, char> Names = new() { ["all"] = 'a', ["almost-all"] = 'A', ["human-readable"] = 'h', ["recursive"] = 'R', ["reverse"] = 'r', ["directory"] = 'd', ["inode"] = 'i', ["color"] = 'U', ["full-time"] = 'e' };

    public static async ValueTask<int> RunAsync(CommandRun run)
    {
        var options = CommandOptions.Parse(run, "laA1dhrtSRinFpCxULgoe", Names, failure: 2);
        var status = 0;
        var files = new List<(string, FileStatus)>();
        var folders = new List<(string Name, FileStatus Status)>();
        foreach (var name in options.Operands.DefaultIfEmpty("."))
        {
            var followed = !options.Has('l') && !options.Has('d');
            if ((run.Files.Status(run.Path(name), followed) ?? run.Files.Status(run.Path(name), false)) is not { } found)
            {
                status = await run.FailAsync($"cannot access '{name}': No such file or directory", 2);
            }
            else if (found.IsDirectory && !options.Has('d'))
            {
                folders.Add((name, found));
            }
            else
            {
                files.Add((name, found));
            }
        }

        await ListLines.WriteAsync(run, options, Ordered(files, options), "");
        var first = files.Count == 0;
        foreach (var (name, _) in Ordered(folders, options))
        {
            status = Math.Max(status, await FolderAsync(run, options, name, first, options.Operands.Count > 1 || options.Has('R')));
            first = false;
        }

        return status;
    }

    private static async ValueTask<int> FolderAsync(CommandRun run, CommandOptions options, string name, bool first, bool titled)
    {
        if (titled)
        {
            await run.Output.WriteAsync($"{(first ? "" : "\n")}{name}:\n");
        }

        var entries = new List<(string Name, FileStatus Status)>();
        try
        {
            IEnumerable<string> names = run.Files.List(run.Path(name)).Select(ByteText.Encode);
            names = options.Has('a') ? [".", "..", .. names] : names.Where(entry => options.Has('A') || entry[0] != '.');
            entries.AddRange(names.Select(entry => (entry, run.Files.Status(run.Path(PathText.Join(name, entry)), followLast: false)!)).Where(entry => entry.Item2 is not null));
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync($"cannot open directory '{name}': {failure.Message}", 2);
        }

        var ordered = Ordered(entries, options);
        if (options.Has('l') || options.Has('g') || options.Has('o'))
        {
            var blocks = ordered.Sum(entry => Blocks(entry.Status));
            await run.Output.WriteLineAsync($"total {(options.Has('h') ? CommandNumbers.Readable(blocks * 1024) : blocks.ToString(CultureInfo.InvariantCulture))}");
        }

        await ListLines.WriteAsync(run, options, ordered, name);
        var status = 0;
        foreach (var (entry, _) in options.Has('R') ? ordered.Where(entry => entry.Status.IsDirectory && entry.Name is not ("." or "..")) : [])
        {
            status = Math.Max(status, await FolderAsync(run, options, PathText.Join(name, entry), first: false, titled: true));
        }

        return status;
    }

    /// <summary>The blocks of 1 KiB that a file takes, in units of 4 KiB.</summary>
    public static long Blocks(FileStatus status) => status.IsLink || status.Type == 'c' ? 0 : (status.Size + 4095) / 4096 * 4;

    private static List<(string Name, FileStatus Status)> Ordered(List<(string Name, FileStatus Status)> entries, CommandOptions options)
    {
        IEnumerable<(string Name, FileStatus Status)> ordered = entries.OrderBy(entry => entry.Name, StringComparer.Ordinal);
        ordered = options.LastOf("tS") switch
        {
            't' => ordered.OrderByDescending(entry => entry.Status.Modified),
            'S' => ordered.OrderByDescending(entry => entry.Status.Size),
            _ => ordered,
        };
        return options.Has('r') ? [.. ordered.Reverse()] : [.. ordered];
    }
}
