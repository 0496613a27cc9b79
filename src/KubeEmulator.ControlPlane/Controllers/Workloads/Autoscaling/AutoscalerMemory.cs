using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What an autoscaler remembers from look to look. As upstream's it is in memory only: a restored cluster begins with none.</summary>
internal sealed class AutoscalerMemory
{
    private readonly List<(int Replicas, DateTimeOffset At)> _recommendations = [];
    private readonly List<(int Change, DateTimeOffset At)> _ups = [];
    private readonly List<(int Change, DateTimeOffset At)> _downs = [];

    /// <summary>When the autoscaler is to look next.</summary>
    public DateTimeOffset NextLook { get; set; }

    /// <summary>The pods that it scales by; others that scale by the same pods cannot both be right.</summary>
    public LabelSelector Selector { get; set; } = LabelSelector.Nothing;

    public IReadOnlyList<(int Replicas, DateTimeOffset At)> Recommendations => _recommendations;

    /// <summary>Remembers the replicas there were before the first recommendation.</summary>
    public void Begin(int replicas, DateTimeOffset now)
    {
        if (_recommendations.Count == 0)
        {
            _recommendations.Add((replicas, now));
        }
    }

    /// <summary>Remembers a recommendation, in the place of one that is too old to count.</summary>
    public void Recommend(int replicas, DateTimeOffset now, DateTimeOffset cutoff) => Replace<(int Replicas, DateTimeOffset At)>(_recommendations, (replicas, now), r => r.At < cutoff);

    /// <summary>Remembers a change, in the place of one that no policy looks back to.</summary>
    public void Scaled(int from, int to, DateTimeOffset now, TimeSpan longestPeriod) =>
        Replace<(int Change, DateTimeOffset At)>(to > from ? _ups : _downs, (Math.Abs(to - from), now), e => e.At < now - longestPeriod);

    /// <summary>How many replicas there were at the beginning of a period that ends now.</summary>
    public int AtStartOf(TimeSpan period, int current, DateTimeOffset now) =>
        current - _ups.Where(e => e.At > now - period).Sum(e => e.Change) + _downs.Where(e => e.At > now - period).Sum(e => e.Change);

    private static void Replace<T>(List<T> list, T item, Predicate<T> isOld)
    {
        var old = list.FindLastIndex(isOld);
        if (old < 0)
        {
            list.Add(item);
        }
        else
        {
            list[old] = item;
        }
    }
}
