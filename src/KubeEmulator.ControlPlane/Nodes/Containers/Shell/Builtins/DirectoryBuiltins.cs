using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>cd and pwd.</summary>
internal static class DirectoryBuiltins
{
    public static async ValueTask<int> ChangeAsync(Shell shell, IReadOnlyList<string> words)
    {
        var arguments = words.Skip(1).ToList();
        var physical = false;
        while (arguments is ["-L" or "-P" or "--", ..])
        {
            physical = arguments[0] == "-P" || (arguments[0] != "-L" && physical);
            arguments.RemoveAt(0);
        }

        var target = arguments.Count > 0 ? arguments[0] : shell.Variables["HOME"] ?? "";
        var shows = target == "-";
        target = shows ? shell.Variables["OLDPWD"] ?? shell.WorkingDirectory : target;
        if (target.Length == 0)
        {
            return 0;
        }

        foreach (var candidate in Candidates(shell, target))
        {
            if (Enter(shell, candidate, physical) is { } entered)
            {
                await MoveAsync(shell, entered, shows || (candidate != target && !target.StartsWith('/')));
                return 0;
            }
        }

        return await shell.FailAsync($"cd: can't cd to {target}");
    }

    public static async ValueTask<int> PrintAsync(Shell shell, IReadOnlyList<string> words)
    {
        await shell.WriteAsync(1, (words.Contains("-P") ? ByteText.Encode(shell.Files.RealPath(shell.Path("."))) : shell.WorkingDirectory) + "\n");
        return 0;
    }

    private static IEnumerable<string> Candidates(Shell shell, string target)
    {
        if (shell.Variables["CDPATH"] is { Length: > 0 } search && target[0] is not ('/' or '.'))
        {
            foreach (var folder in search.Split(':').Where(folder => folder.Length > 0))
            {
                yield return PathText.Join(folder, target);
            }
        }

        yield return target;
    }

    private static string? Enter(Shell shell, string target, bool physical)
    {
        var path = shell.Path(target);
        if (shell.Files.Status(path) is not { IsDirectory: true } || !shell.Files.MayAccess(path, 1))
        {
            return null;
        }

        return ByteText.Encode(physical ? shell.Files.RealPath(path) : PathText.Clean(path));
    }

    private static async ValueTask MoveAsync(Shell shell, string folder, bool shows)
    {
        shell.Variables.Set("OLDPWD", shell.WorkingDirectory);
        shell.WorkingDirectory = folder;
        shell.Variables.Set("PWD", folder);
        if (shows)
        {
            await shell.WriteAsync(1, folder + "\n");
        }
    }
}
