using System.Runtime.CompilerServices;

namespace KubeEmulator.Nodes.Containers.Processes;

/// <summary>The processes of a container. There is one per container's files, so that execs see the main process.</summary>
internal sealed class ProcessTable
{
    // Linux would fail a fork beyond pids.max; this bound keeps a fork bomb in a script from taking the host along.
    private const int MaxProcesses = 1024;

    private static readonly ConditionalWeakTable<ContainerSpec, ProcessTable> Tables = [];

    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Process> processes = [];
    private int last;

    public static ProcessTable Of(ContainerSpec spec) => Tables.GetValue(spec, _ => new ProcessTable());

    public Process[] List()
    {
        lock (gate)
        {
            return [.. processes.Values];
        }
    }

    public Process? Find(int id)
    {
        lock (gate)
        {
            return processes.GetValueOrDefault(id);
        }
    }

    /// <summary>Lists a process; null: there are too many.</summary>
    public int? Add(Process process)
    {
        lock (gate)
        {
            if (processes.Count >= MaxProcesses)
            {
                return null;
            }

            processes[++last] = process;
            return last;
        }
    }

    public void Remove(int id)
    {
        lock (gate)
        {
            processes.Remove(id);
        }
    }
}
