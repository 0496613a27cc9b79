using System.Diagnostics;

namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>Wall time, processor time and allocations of this process since it was made.</summary>
internal sealed class Meter
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan _paused = GC.GetTotalPauseDuration();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);

    public double Seconds => _watch.Elapsed.TotalSeconds;

    public double Processor => (Environment.CpuUsage.TotalTime - _processor).TotalSeconds;

    public double Paused => (GC.GetTotalPauseDuration() - _paused).TotalSeconds;

    public double AllocatedPer(int items) => (GC.GetTotalAllocatedBytes(precise: true) - _allocated) / (double)items;

    /// <summary>Bytes that are in use, after everything that can be collected has been.</summary>
    public static long Live()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>A row with the wall time.</summary>
    public SimulationRow Took(string what, string aim, int items) => new(what, aim, Seconds, "s", Processor, Paused, AllocatedPer(items));

    /// <summary>A row with how many a second.</summary>
    public SimulationRow Rate(string what, string aim, int items) => new(what, aim, items / Seconds, "/s", Processor, Paused, AllocatedPer(items));
}
