namespace KubeEmulator.Storage;

/// <summary>A change as rings keep it: one object for the resource's ring, the ring of all, and every watcher.</summary>
/// <param name="change">The change.</param>
/// <param name="weight">What only the past holds of it, in bytes, by estimate.</param>
internal sealed class ChangeEntry(in Change change, int weight)
{
    public readonly Change Change = change;

    public int Weight { get; } = weight;

    /// <summary>The ring of its resource, once it is there.</summary>
    public ChangeRing? Ring { get; set; }
}
