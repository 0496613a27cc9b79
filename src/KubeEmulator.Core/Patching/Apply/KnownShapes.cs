using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// The shapes of documents that were created or applied lately through one resource. Direct-mapped and so bounded; keeps no values of
/// documents but those that decide who owns what.
/// </summary>
internal sealed class KnownShapes
{
    private const int Size = 64;
    private readonly Entry?[] _entries = new Entry?[Size];

    /// <summary>What is known of documents that differ from this one only in values that do not matter; null where nothing is.</summary>
    public KnownShape? Find(MapValue? empty, MapValue document, OwnershipType type, string manager) =>
        Volatile.Read(ref SlotOf(document, manager)) is { } entry && entry.Known.Manager == manager && DocumentShape.IsSame(empty, entry.Shape, document, type)
            ? entry.Known
            : null;

    /// <summary>Remembers what the manager of such a document owns.</summary>
    public void Note(MapValue? empty, MapValue document, OwnershipType type, KnownShape known) =>
        Volatile.Write(ref SlotOf(document, known.Manager), new Entry(DocumentShape.Of(empty, document, type), known));

    // By the names of the members down to the second level.
    private ref Entry? SlotOf(MapValue document, string manager)
    {
        var hash = new HashCode();
        hash.Add(manager.Length);
        hash.Add(document.KeysHash);
        foreach (var child in document.Values)
        {
            if (child is MapValue map)
            {
                hash.Add(map.KeysHash);
            }
        }

        return ref _entries[(uint)hash.ToHashCode() % Size];
    }

    private sealed record Entry(Value Shape, KnownShape Known);
}
