using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>exec puts a program in the shell's place.</summary>
internal static class ExecBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var line = words.Skip(1).SkipWhile(static (word, index) => index == 0 && word == "--").ToArray();
        if (line.Length == 0)
        {
            return 0;
        }

        var directory = shell.WorkingDirectory;
        var found = CommandSearch.Find(shell.Files, ByteText.Decode(directory), shell.Variables["PATH"], line[0]);
        if (found.Failure is { } failure)
        {
            throw new ShellErrorException($"exec: {line[0]}: {failure.Message}", failure.Status);
        }

        shell.Process.Handler = null;
        shell.Flow = ShellFlow.Exit;
        _ = shell.Traps.TakeExit();
        return await CommandRunner.RunAsync(shell.Process, found, line, shell.Variables.Environment(), directory);
    }
}
