using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>What a shell does with signals, and at its end.</summary>
internal sealed class ShellTraps
{
    private readonly Process process;
    private readonly SortedDictionary<int, string> actions = [];
    private readonly Queue<ContainerSignal> pending = new();
    private TaskCompletionSource? arrived;

    public ShellTraps(Shell shell)
    {
        process = shell.Process;
        process.Handler = Take;
    }

    /// <summary>Whether a trap waits to be run.</summary>
    public bool IsPending => pending.Count > 0;

    /// <summary>The names of signals by number, 0 the end of the shell.</summary>
    public static IReadOnlyDictionary<int, string> Names { get; } = new Dictionary<int, string>
    {
        [0] = "EXIT", [1] = "HUP", [2] = "INT", [3] = "QUIT", [4] = "ILL", [5] = "TRAP", [6] = "ABRT", [7] = "BUS", [8] = "FPE", [9] = "KILL",
        [10] = "USR1", [11] = "SEGV", [12] = "USR2", [13] = "PIPE", [14] = "ALRM", [15] = "TERM", [16] = "STKFLT", [17] = "CHLD", [18] = "CONT",
        [19] = "STOP", [20] = "TSTP", [21] = "TTIN", [22] = "TTOU", [23] = "URG", [24] = "XCPU", [25] = "XFSZ", [26] = "VTALRM", [27] = "PROF",
        [28] = "WINCH", [29] = "IO", [30] = "PWR", [31] = "SYS",
    };

    /// <summary>A signal's number from a number or a name; null: none such.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
        {
            return number is >= 0 and <= 64 ? number : null;
        }

        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        var found = Names.FirstOrDefault(entry => entry.Value.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found.Value is null ? null : found.Key;
    }

    public IEnumerable<(int Signal, string Action)> List() => actions.Select(entry => (entry.Key, entry.Value));

    /// <summary>Sets what a signal does; null: what it did at first.</summary>
    public void Set(int signal, string? action)
    {
        if (action is null)
        {
            actions.Remove(signal);
        }
        else
        {
            actions[signal] = action;
        }
    }

    /// <summary>A subshell keeps only what is ignored.</summary>
    public void InheritIgnored(ShellTraps parent)
    {
        foreach (var (signal, action) in parent.actions.Where(entry => entry.Value.Length == 0))
        {
            actions[signal] = action;
        }
    }

    public string? TakeExit()
    {
        actions.Remove(0, out var action);
        return action;
    }

    /// <summary>The next trap to run and its signal.</summary>
    public (string Action, ContainerSignal Signal)? Next() =>
        pending.TryDequeue(out var signal) ? (actions.GetValueOrDefault((int)signal) ?? "", signal) : null;

    public ContainerSignal? PeekSignal() => pending.TryPeek(out var signal) ? signal : null;

    /// <summary>Ends when a signal arrives that has a trap; for wait, which signals interrupt.</summary>
    public Task ArrivalAsync()
    {
        arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return IsPending ? Task.CompletedTask : arrived.Task;
    }

    private bool Take(ContainerSignal signal)
    {
        if (!actions.TryGetValue((int)signal, out var action))
        {
            return false;
        }

        if (action.Length > 0)
        {
            pending.Enqueue(signal);
            arrived?.TrySetResult();
            arrived = null;
        }

        return true;
    }
}
