namespace KubeEmulator.Scheduling;

/// <summary>How many pods of a sort each node has, kept up to date as pods come and go.</summary>
internal sealed class PodTally(object key, Func<SchedulingPod, bool> counts)
{
    /// <summary>No pods on any node.</summary>
    public static readonly IReadOnlyDictionary<string, int> None = new Dictionary<string, int>();

    private readonly Dictionary<string, int> _byNode = new(StringComparer.Ordinal);

    /// <summary>What it is known by.</summary>
    public object Key => key;

    /// <summary>The label without which it counts no pod; null where it needs none.</summary>
    public PodLabel? Label { get; set; }

    /// <summary>When it was last asked for, in a count of its owner's.</summary>
    public long Asked { get; set; }

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
