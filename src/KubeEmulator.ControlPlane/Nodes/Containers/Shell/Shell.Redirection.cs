using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <content>Redirections.</content>
internal sealed partial class Shell
{
    /// <summary>Opens what is asked for in a table of descriptors; false: it said why not.</summary>
    private async ValueTask<bool> RedirectAsync(IReadOnlyList<Redirection> redirections, FileTable table)
    {
        foreach (var redirection in redirections)
        {
            var target = await TextAsync(redirection.Target);
            switch (redirection.Operation)
            {
                case "<<":
                    table.Set(redirection.Descriptor, new FileHandle(new MemoryStream(ByteText.ToBytes(target), writable: false)));
                    break;
                case "<&" or ">&":
                    if (!await DuplicateAsync(redirection.Descriptor, target, table))
                    {
                        return false;
                    }

                    break;
                default:
                    if (!await OpenAsync(redirection, target, table))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    private async ValueTask<bool> DuplicateAsync(int descriptor, string target, FileTable table)
    {
        if (target == "-")
        {
            table.Close(descriptor);
            return true;
        }

        if (target.Length is 0 or > 4 || !target.All(char.IsAsciiDigit))
        {
            throw new ShellErrorException("Syntax error: Bad fd number");
        }

        if (table[int.Parse(target, System.Globalization.CultureInfo.InvariantCulture)] is not { } handle)
        {
            await ErrorAsync($"{target}: Bad file descriptor");
            return false;
        }

        table.Set(descriptor, handle.Share());
        return true;
    }

    private async ValueTask<bool> OpenAsync(Redirection redirection, string target, FileTable table)
    {
        var writes = redirection.Operation != "<";
        try
        {
            table.Set(redirection.Descriptor, new FileHandle(Open(redirection.Operation, Path(target))));
            return true;
        }
        catch (FileFailureException failure)
        {
            // dash's own words for the two common cases (errmsg in error.c).
            var reason = failure.Failure switch
            {
                FileFailure.NotFound => writes ? "Directory nonexistent" : "No such file",
                FileFailure.NotADirectory => writes ? "Directory nonexistent" : "No such file",
                _ => failure.Message,
            };
            await ErrorAsync($"cannot {(writes ? "create" : "open")} {target}: {reason}");
            return false;
        }
    }

    private Stream Open(string operation, string path)
    {
        var permissions = 0x1b6 & ~Umask;
        switch (operation)
        {
            case "<":
                return Files.OpenRead(path);
            case ">>":
                return Files.OpenWrite(path, FileMode.Append, permissions);
            case "<>":
                return Files.OpenWrite(path, FileMode.OpenOrCreate, permissions);
            case ">" when Options.NoClobber && Files.Status(path) is { IsFile: true }:
                throw new FileFailureException(FileFailure.Exists, path);
            default:
                return Files.OpenWrite(path, FileMode.Create, permissions);
        }
    }
}
