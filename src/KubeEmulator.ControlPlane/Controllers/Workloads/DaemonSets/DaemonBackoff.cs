namespace KubeEmulator.Controllers.Workloads;

/// <summary>How long failed pods of a DaemonSet stay on a node: a kubelet that refuses a pod would refuse the next one too.</summary>
internal sealed class DaemonBackoff
{
    private const int MostKnown = 4096;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, (TimeSpan Delay, DateTimeOffset Since)> _entries = new(StringComparer.Ordinal);

    /// <summary>How long the pod has to stay; zero where it may go, and the next one then stays longer.</summary>
    public TimeSpan Next(string key, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(key, out var entry) || now - entry.Since > 2 * Longest)
        {
            if (_entries.Count >= MostKnown)
            {
                _entries.Clear();
            }

            _entries[key] = (First, now);
            return TimeSpan.Zero;
        }

        if (now - entry.Since < entry.Delay)
        {
            return entry.Delay;
        }

        _entries[key] = (entry.Delay * 2 < Longest ? entry.Delay * 2 : Longest, now);
        return TimeSpan.Zero;
    }
}
