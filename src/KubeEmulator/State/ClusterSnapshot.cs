using KubeEmulator.Storage;

namespace KubeEmulator.State;

/// <summary>The state of a cluster at one moment: every object, and the time. Taking and keeping one costs nothing but the memory of what changes afterwards. Immutable.</summary>
public sealed class ClusterSnapshot
{
    internal ClusterSnapshot(Snapshot objects, DateTimeOffset time) => (Objects, Time) = (objects, time);

    /// <summary>The cluster's time when it was taken.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The resource version of the state.</summary>
    public long Revision => Objects.Revision;

    /// <summary>How many objects there were.</summary>
    public int Count => Objects.TotalCount;

    internal Snapshot Objects { get; }
}
