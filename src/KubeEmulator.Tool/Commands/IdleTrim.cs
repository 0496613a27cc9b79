namespace KubeEmulator.Tool.Commands;

/// <summary>
/// Gives memory back to the system once the server rests. The collector runs when something asks for more, and a server that rests
/// asks for nothing; the C library keeps what was freed. After a start 73 MiB are left of 80, with 5,000 custom resources 111 to 114 of 137,
/// for one collection of tens to some hundred milliseconds. It is for the program alone; a test's process is its own.
/// </summary>
internal sealed class IdleTrim : IDisposable
{
    /// <summary>How often it is looked whether there is rest.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A burst allocates more than this, or there is nothing to give back.</summary>
    private const long Burst = 4 << 20;

    /// <summary>Who allocates less than this between two looks rests; heartbeats of some nodes do.</summary>
    private const long Rest = 512 << 10;

    /// <summary>A larger heap is left alone: all of it would be moved while everybody waits, for a smaller part of it.</summary>
    private const long Largest = 256 << 20;

    private readonly Func<(long Allocated, long Heap)> _read;
    private readonly Action _trim;
    private readonly ITimer _timer;
    private long _lastTrim;
    private long _lastLook;

    /// <summary>Looks from now on.</summary>
    /// <param name="time">Real time.</param>
    /// <param name="read">The bytes allocated since the process began, and those of the heap.</param>
    /// <param name="trim">Gives memory back.</param>
    internal IdleTrim(TimeProvider time, Func<(long Allocated, long Heap)> read, Action trim)
    {
        _read = read;
        _trim = trim;
        _timer = time.CreateTimer(static self => ((IdleTrim)self!).LookOnce(), this, Look, Look);
    }

    /// <summary>Trims this process.</summary>
    public static IdleTrim OfProcess(TimeProvider time) => new(
        time,
        static () => (GC.GetTotalAllocatedBytes(), GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes),
        static () =>
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            NativeHeap.Trim();
        });

    public void Dispose() => _timer.Dispose();

    private void LookOnce()
    {
        var (allocated, heap) = _read();
        var rests = allocated - _lastLook < Rest;
        _lastLook = allocated;
        if (rests && allocated - _lastTrim > Burst && heap < Largest)
        {
            _lastTrim = allocated;
            _trim();
        }
    }
}
