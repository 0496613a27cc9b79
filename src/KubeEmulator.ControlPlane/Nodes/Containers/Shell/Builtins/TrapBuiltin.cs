namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>trap: what to do on signals.</summary>
internal static class TrapBuiltin
{
    public static async ValueTask<int> RunAsync(Shell shell, IReadOnlyList<string> words)
    {
        var arguments = words.Skip(1).SkipWhile(static (word, index) => index == 0 && word == "--").ToArray();
        if (arguments.Length == 0)
        {
            foreach (var (signal, text) in shell.Traps.List())
            {
                await shell.WriteAsync(1, $"trap -- {ShellQuoting.Quote(text)} {ShellTraps.Names[signal]}\n");
            }

            return 0;
        }

        // A first word that is a number, or the only word, resets.
        var resets = arguments.Length == 1 || (arguments[0].Length > 0 && arguments[0].All(char.IsAsciiDigit));
        var action = resets || arguments[0] == "-" ? null : arguments[0];
        foreach (var name in resets ? arguments : arguments[1..])
        {
            if (ShellTraps.Parse(name) is not { } signal)
            {
                return await shell.FailAsync($"trap: {name}: bad trap", 1);
            }

            shell.Traps.Set(signal, action);
        }

        return 0;
    }
}
