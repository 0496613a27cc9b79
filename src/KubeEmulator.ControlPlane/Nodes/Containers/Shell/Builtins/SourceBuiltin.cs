using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>. runs a file in this shell.</summary>
internal static class SourceBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count < 2)
        {
            return 0;
        }

        var name = words[1];
        var path = Find(shell, name) ?? throw new ShellErrorException(name.Contains('/', StringComparison.Ordinal) ? $".: cannot open {name}: No such file" : $".: {name}: not found");
        string text;
        try
        {
            text = ByteText.FromBytes(shell.Files.ReadAllBytes(path));
        }
        catch (FileFailureException failure)
        {
            throw new ShellErrorException($".: cannot open {name}: {failure.Message}");
        }

        var line = shell.Line;
        shell.Line = 1;
        var status = await shell.RunTextAsync(text);
        shell.Line = line;
        if (shell.Flow == ShellFlow.Return)
        {
            shell.Flow = ShellFlow.Next;
            status = shell.LastStatus;
        }

        return status;
    }

    private static string? Find(Shell shell, string name)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return shell.Path(name) is var direct && shell.Files.Exists(direct) ? direct : null;
        }

        return (shell.Variables["PATH"] ?? Commands.CommandSearch.DefaultPath).Split(':')
            .Select(folder => shell.Path(PathText.Join(folder.Length == 0 ? "." : folder, name)))
            .FirstOrDefault(path => shell.Files.Status(path) is { IsFile: true });
    }
}
