using System.Formats.Tar;
using System.Globalization;
using KubeEmulator.Nodes.Containers.Commands.Files;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands.Archives;

/// <summary>Lists or unpacks an archive.</summary>
internal sealed class TarReading(CommandRun run, CommandOptions options, string folder)
{
    private readonly bool lists = options.LastOf("cxt") == 't';
    private readonly int strip = (int)options.Number('S', 0, text => $"{text}: Invalid number of elements");

    public async ValueTask<int> ReadAsync(Stream source)
    {
        var status = 0;
        var missing = options.Operands.ToHashSet(StringComparer.Ordinal);
        await using var reader = new TarReader(source, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, run.Token) is { } entry)
        {
            var name = ByteText.Encode(entry.Name);
            var wanted = options.Operands.Count == 0 || options.Operands.Exists(operand => Covers(operand, name, missing));
            if (!wanted || entry.EntryType is TarEntryType.GlobalExtendedAttributes or TarEntryType.ExtendedAttributes || Excluded(name))
            {
                continue;
            }

            if (lists || options.Has('v'))
            {
                await run.Output.WriteLineAsync(lists && options.Has('v') ? Describe(entry, name) : name);
            }

            if (!lists)
            {
                status = Math.Max(status, await ExtractAsync(entry, name));
            }
        }

        foreach (var name in missing)
        {
            status = await run.FailAsync($"{name}: Not found in archive", 2);
        }

        return status == 0 ? 0 : await run.FailAsync("Exiting with failure status due to previous errors", status);
    }

    private static bool Covers(string operand, string name, HashSet<string> missing)
    {
        var trimmed = operand.TrimEnd('/');
        var covers = name.TrimEnd('/') == trimmed || name.StartsWith(trimmed + "/", StringComparison.Ordinal);
        if (covers)
        {
            missing.Remove(operand);
        }

        return covers;
    }

    private static string Describe(TarEntry entry, string name)
    {
        var type = entry.EntryType switch { TarEntryType.Directory => 'd', TarEntryType.SymbolicLink => 'l', _ => '-' };
        var permissions = ListLines.Permissions(new FileStatus(0, type, (int)entry.Mode, 0, 0, 0, 1, default));
        var owner = entry is PosixTarEntry { UserName.Length: > 0 } posix ? $"{posix.UserName}/{posix.GroupName}" : $"{entry.Uid}/{entry.Gid}";
        var size = entry.Length.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(1, 18 - owner.Length));
        return $"{permissions} {owner} {size} {DateText.Format(entry.ModificationTime, "%Y-%m-%d %H:%M")} {name}{(type == 'l' ? " -> " + entry.LinkName : "")}";
    }

    private bool Excluded(string name) => options.Values('X').Any(pattern => ShellPattern.Matches(pattern, name.TrimEnd('/')) || ShellPattern.Matches(pattern, PathText.BaseName(name)));

    private async ValueTask<int> ExtractAsync(TarEntry entry, string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Contains(".."))
        {
            return await run.FailAsync($"{name}: Member name contains '..'", 2);
        }

        if (parts.Length <= strip)
        {
            return 0;
        }

        var path = run.Path(PathText.Join(folder, string.Join('/', parts.Skip(strip))));
        try
        {
            if (options.Has('O'))
            {
                await WriteOutAsync(entry);
                return 0;
            }

            if (path.LastIndexOf('/') is var slash and > 0)
            {
                run.Files.CreateDirectories(path[..slash]);
            }

            await PlaceAsync(entry, path);
            return 0;
        }
        catch (FileFailureException failure)
        {
            return await run.FailAsync($"{name}: Cannot open: {failure.Message}", 2);
        }
    }

    private async ValueTask WriteOutAsync(TarEntry entry)
    {
        if (entry.DataStream is { } content)
        {
            await run.Output.FlushAsync();
            await content.CopyToAsync(run.Stream(1) ?? Stream.Null, run.Token);
        }
    }

    private async ValueTask PlaceAsync(TarEntry entry, string path)
    {
        var existing = run.Files.Status(path, followLast: false);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                run.Files.CreateDirectories(path, (int)entry.Mode);
                break;
            case TarEntryType.SymbolicLink:
                if (existing is { IsDirectory: false })
                {
                    run.Files.Delete(path);
                }

                run.Files.CreateLink(path, entry.LinkName);
                return;
            case TarEntryType.HardLink:
                run.Files.CreateHardLink(path, run.Path(PathText.Join(folder, ByteText.Encode(entry.LinkName))));
                return;
            default:
                if (existing is { IsLink: true })
                {
                    run.Files.Delete(path);
                }

                await using (var file = run.Files.OpenWrite(path, FileMode.Create, (int)entry.Mode))
                {
                    await (entry.DataStream?.CopyToAsync(file, run.Token) ?? Task.CompletedTask);
                }

                break;
        }

        run.Files.SetMode(path, (int)entry.Mode);
        if (!options.Has('m'))
        {
            run.Files.SetModified(path, entry.ModificationTime);
        }
    }
}
