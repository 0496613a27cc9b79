namespace KubeEmulator.Scheduling;

/// <summary>How many pods of a sort each node has, kept up to date as pods come and go.</summary>
internal sealed class PodTally(Func<SchedulingPod, bool> counts)
{
    private readonly Dictionary<string, int> _byNode = new(StringComparer.Ordinal);

    /// <summary>The nodes that have any, with how many.</summary>
    public IReadOnlyDictionary<string, int> ByNode => _byNode;

    public int On(string node) => _byNode.GetValueOrDefault(node);

    public void Change(SchedulingPod pod, string node, int by)
    {
        if (!counts(pod))
        {
            return;
        }

        var count = _byNode.GetValueOrDefault(node) + by;
        if (count == 0)
        {
            _byNode.Remove(node);
        }
        else
        {
            _byNode[node] = count;
        }
    }
}
