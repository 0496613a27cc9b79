namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>A command that runs in the shell itself. Special ones (POSIX 2.14) keep assignments before them and end the shell when they fail.</summary>
internal sealed record ShellBuiltin(Func<Shell, IReadOnlyList<string>, ValueTask<int>> Run, bool IsSpecial = false);
