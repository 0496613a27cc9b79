using System.Formats.Tar;
using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell;

namespace KubeEmulator.Nodes.Containers.Commands.Archives;

/// <summary>Writes an archive.</summary>
internal sealed class TarWriting(CommandRun run, CommandOptions options, string folder, string archive)
{
    private bool warned;

    public async ValueTask<int> WriteAsync(Stream target)
    {
        await using var writer = new TarWriter(target, TarEntryFormat.Gnu, leaveOpen: true);
        var status = 0;
        foreach (var name in options.Operands)
        {
            if (run.Files.Status(Full(name), followLast: false) is null)
            {
                status = await run.FailAsync($"{name}: Cannot stat: No such file or directory", 2);
                continue;
            }

            foreach (var (path, found, _) in FileWalk.Entries(run, PathText.Join(folder, name), depthFirst: false))
            {
                var shown = name.StartsWith('/') ? path : Relative(path, name);
                if (found is not null && !options.Values('X').Any(pattern => ShellPattern.Matches(pattern, shown) || ShellPattern.Matches(pattern, PathText.BaseName(shown))))
                {
                    await AddAsync(writer, path, shown, found);
                }
            }
        }

        return status == 0 ? 0 : await run.FailAsync("Exiting with failure status due to previous errors", status);
    }

    private string Full(string name) => run.Path(name.StartsWith('/') ? name : PathText.Join(folder, name));

    private string Relative(string path, string name) => name + path[PathText.Join(folder, name).Length..];

    private async ValueTask AddAsync(TarWriter writer, string path, string shown, FileStatus status)
    {
        var name = shown.TrimStart('/');
        if (name.Length < shown.Length && !warned)
        {
            warned = true;
            await run.ErrorAsync("tar: Removing leading `/' from member names\n");
        }

        if (run.Path(path) == run.Path(archive) || name.Length == 0)
        {
            return;
        }

        var type = status.Type switch { 'd' => TarEntryType.Directory, 'l' => TarEntryType.SymbolicLink, 'c' => TarEntryType.CharacterDevice, _ => TarEntryType.RegularFile };
        var entry = new GnuTarEntry(type, ByteText.Decode(name) + (status.IsDirectory ? "/" : ""))
        {
            Mode = (UnixFileMode)(status.Mode & 0xfff),
            Uid = status.UserId,
            Gid = status.GroupId,
            ModificationTime = status.Modified,
        };
        if (status.IsLink)
        {
            entry.LinkName = run.Files.ReadLink(run.Path(path));
        }

        await using var content = status is { IsFile: true, Size: > 0 } ? run.Files.OpenRead(run.Path(path)) : null;
        if (content is not null)
        {
            entry.DataStream = content;
        }

        await writer.WriteEntryAsync(entry, run.Token);
        if (options.Has('v'))
        {
            // The list goes where the archive does not.
            var line = shown + (status.IsDirectory ? "/" : "") + "\n";
            await (archive == "-" ? run.ErrorAsync(line) : run.Output.WriteAsync(line));
        }
    }
}
