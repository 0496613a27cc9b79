namespace KubeEmulator.Server.Metrics;

/// <summary>Durations in the buckets of the real server.</summary>
internal sealed class DurationHistogram
{
    /// <summary>The upper bounds in seconds.</summary>
    public static readonly double[] Bounds = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60];

    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private long _nanoseconds;

    /// <summary>How many took at most each bound, and the last all together.</summary>
    public IReadOnlyList<long> Cumulative
    {
        get
        {
            var counts = new long[_buckets.Length];
            var sum = 0L;
            for (var i = 0; i < counts.Length; i++)
            {
                sum += Interlocked.Read(ref _buckets[i]);
                counts[i] = sum;
            }

            return counts;
        }
    }

    /// <summary>All durations together, in seconds.</summary>
    public double Sum => Interlocked.Read(ref _nanoseconds) / 1e9;

    public void Observe(double seconds)
    {
        var bucket = 0;
        while (bucket < Bounds.Length && seconds > Bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _buckets[bucket]);
        Interlocked.Add(ref _nanoseconds, (long)(seconds * 1e9));
    }
}
