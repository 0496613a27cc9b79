using KubeEmulator.Nodes.Containers.Processes;
using KubeEmulator.Nodes.Containers.Shell.Syntax;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>One shell, or subshell: its state. What it does with commands is in the other parts.</summary>
internal sealed partial class Shell
{
    private Shell(Process process, string name)
    {
        Process = process;
        Name = name;
        Variables = new ShellVariables();
        Options = new ShellOptions();
        Functions = new Dictionary<string, ShellNode.Function>(StringComparer.Ordinal);
        Aliases = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Traps = new ShellTraps(this);
        MainId = process.Id;
    }

    public Process Process { get; }

    /// <summary>$0, which errors start with.</summary>
    public string Name { get; }

    public ShellVariables Variables { get; private init; }

    public ShellOptions Options { get; private init; }

    public Dictionary<string, ShellNode.Function> Functions { get; private init; }

    public SortedDictionary<string, string> Aliases { get; private init; }

    public ShellTraps Traps { get; }

    /// <summary>$1 and what follows.</summary>
    public List<string> Positional { get; set; } = [];

    /// <summary>$$, the same in all subshells.</summary>
    public int MainId { get; private init; }

    public int LastStatus { get; set; }

    /// <summary>$!; 0: none.</summary>
    public int LastBackground { get; private set; }

    /// <summary>What runs in the background, by process.</summary>
    public SortedDictionary<int, Task<int>> Jobs { get; } = [];

    /// <summary>The working folder as the user came there, in byte text.</summary>
    public string WorkingDirectory { get; set; } = "/";

    /// <summary>The permissions that new files do not get.</summary>
    public int Umask
    {
        get => Process.Umask;
        set => Process.Umask = value;
    }

    public int Line { get; set; } = 1;

    public ShellFlow Flow { get; set; }

    /// <summary>How many loops break and continue still have to leave.</summary>
    public int FlowCount { get; set; }

    public int LoopDepth { get; set; }

    /// <summary>Where getopts is within a word such as -abc.</summary>
    public int OptionLetter { get; set; }

    public bool IsSubshell { get; private init; }

    public VirtualFileSystem Files => Process.Container.Files;

    public TimeProvider Time => Process.Container.Time;

    public static Shell Create(Process process, string name, IReadOnlyDictionary<string, string> environment, string workingDirectory, ShellOptions options)
    {
        var shell = new Shell(process, name) { WorkingDirectory = workingDirectory, Options = options };
        foreach (var (key, value) in environment.Where(entry => Assignment.IsName(entry.Key)))
        {
            shell.Variables.Set(key, value, export: true);
        }

        shell.Variables.Set("IFS", " \t\n");
        shell.Variables.Set("OPTIND", "1");
        shell.Variables.Set("PS1", process.Container.Spec.UserId == 0 ? "# " : "$ ");
        shell.Variables.Set("PS2", "> ");
        shell.Variables.Set("PS4", "+ ");
        shell.Variables.Set("PPID", (process.Parent?.Id ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        shell.Variables.Set("PWD", workingDirectory);
        return shell;
    }

    /// <summary>A subshell in a process of its own; the caller disposes the process.</summary>
    public Shell Fork()
    {
        var shell = new Shell(Process.Fork(Process.Command), Name)
        {
            Variables = Variables.Copy(),
            Options = Options.Copy(),
            Functions = new Dictionary<string, ShellNode.Function>(Functions, StringComparer.Ordinal),
            Aliases = new SortedDictionary<string, string>(Aliases, StringComparer.Ordinal),
            MainId = MainId,
            Positional = [.. Positional],
            LastStatus = LastStatus,
            LastBackground = LastBackground,
            WorkingDirectory = WorkingDirectory,
            Line = Line,
            functionDepth = functionDepth,
            LoopDepth = LoopDepth,
            IsSubshell = true,
        };
        shell.Options.Set('i', false);
        shell.Traps.InheritIgnored(Traps);
        return shell;
    }

    public string Path(string argument) => PathText.Absolute(ByteText.Decode(WorkingDirectory), argument);

    /// <summary>Writes "sh: 1: message" to standard error.</summary>
    public ValueTask ErrorAsync(string message) => WriteAsync(2, $"{Name}: {(Options.Interactive ? "" : $"{Line}: ")}{message}\n");

    public ValueTask WriteAsync(int descriptor, string text) =>
        Process.Descriptors[descriptor] is { } handle ? handle.Stream.WriteAsync(ByteText.ToBytes(text), Process.Token) : ValueTask.CompletedTask;

    public async ValueTask<int> FailAsync(string message, int status = 2)
    {
        await ErrorAsync(message);
        return status;
    }
}
