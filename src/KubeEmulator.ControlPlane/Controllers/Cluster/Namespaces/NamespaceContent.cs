using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What a round of deleting left in a namespace.</summary>
internal sealed class NamespaceContent
{
    /// <summary>How many objects of which resource remain.</summary>
    public SortedDictionary<string, int> Remaining { get; } = new(StringComparer.Ordinal);

    /// <summary>How many of them hold which finalizer.</summary>
    public SortedDictionary<string, int> Finalizers { get; } = new(StringComparer.Ordinal);

    /// <summary>What went wrong.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Seconds until it is worth looking again; 0 where nothing remains.</summary>
    public long Estimate { get; private set; }

    /// <summary>Counts objects that are still there.</summary>
    public void Add(GroupResource resource, IReadOnlyCollection<KubeObject> objects, long estimate)
    {
        Remaining[$"{resource.Resource}.{resource.Group}"] = objects.Count;
        foreach (var finalizer in objects.SelectMany(o => o.Metadata.Finalizers))
        {
            Finalizers[finalizer] = Finalizers.GetValueOrDefault(finalizer) + 1;
        }

        Estimate = Math.Max(Estimate, estimate);
    }
}
