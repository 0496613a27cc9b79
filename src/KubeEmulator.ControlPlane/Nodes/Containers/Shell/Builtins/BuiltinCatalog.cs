using KubeEmulator.Nodes.Containers.Commands;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>The built-in commands, those of dash.</summary>
internal static class BuiltinCatalog
{
    private static readonly Dictionary<string, ShellBuiltin> Builtins = new(StringComparer.Ordinal)
    {
        [":"] = Special(static (_, _) => new(0)),
        ["."] = Special(SourceBuiltin.RunAsync),
        ["break"] = Special(LoopBuiltins.BreakAsync),
        ["continue"] = Special(LoopBuiltins.ContinueAsync),
        ["eval"] = Special(EvalBuiltin.RunAsync),
        ["exec"] = Special(ExecBuiltin.RunAsync),
        ["exit"] = Special(ExitBuiltins.ExitAsync),
        ["export"] = Special(ExportBuiltin.ExportAsync),
        ["readonly"] = Special(ExportBuiltin.ReadOnlyAsync),
        ["return"] = Special(ExitBuiltins.ReturnAsync),
        ["set"] = Special(SetBuiltin.RunAsync),
        ["shift"] = Special(ShiftBuiltin.RunAsync),
        ["times"] = Special(TimesBuiltin.RunAsync),
        ["trap"] = Special(TrapBuiltin.RunAsync),
        ["unset"] = Special(UnsetBuiltin.RunAsync),
        ["["] = Shared(TestCommand.RunAsync),
        ["alias"] = new(AliasBuiltins.AliasAsync),
        ["unalias"] = new(AliasBuiltins.UnaliasAsync),
        ["cd"] = new(DirectoryBuiltins.ChangeAsync),
        ["chdir"] = new(DirectoryBuiltins.ChangeAsync),
        ["pwd"] = new(DirectoryBuiltins.PrintAsync),
        ["command"] = new(CommandBuiltin.RunAsync),
        ["type"] = new(CommandBuiltin.TypeAsync),
        ["echo"] = Shared(EchoCommand.ShellAsync),
        ["false"] = new(static (_, _) => new(1)),
        ["getopts"] = new(GetoptsBuiltin.RunAsync),
        ["hash"] = new(static (_, _) => new(0)),
        ["jobs"] = new(JobBuiltins.JobsAsync),
        ["fg"] = new(JobBuiltins.ForegroundAsync),
        ["bg"] = new(JobBuiltins.ForegroundAsync),
        ["kill"] = new(JobBuiltins.KillAsync),
        ["local"] = new(LocalBuiltin.RunAsync),
        ["printf"] = Shared(PrintfCommand.RunAsync),
        ["read"] = new(ReadBuiltin.RunAsync),
        ["test"] = Shared(TestCommand.RunAsync),
        ["true"] = new(static (_, _) => new(0)),
        ["ulimit"] = new(UlimitBuiltin.RunAsync),
        ["umask"] = new(UmaskBuiltin.RunAsync),
        ["wait"] = new(JobBuiltins.WaitAsync),
    };

    public static ShellBuiltin? Find(string name) => Builtins.GetValueOrDefault(name);

    private static ShellBuiltin Special(Func<Shell, IReadOnlyList<string>, ValueTask<int>> run) => new(run, IsSpecial: true);

    private static ShellBuiltin Shared(CommandFunction command) => new((shell, words) => shell.RunCommandAsync(command, words));
}
