using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// The shapes of objects that were created lately through one resource. Direct-mapped and so bounded; keeps no values of objects
/// but those that decide who owns what.
/// </summary>
internal sealed class CreatedShapes
{
    private const int Size = 64;
    private readonly Entry?[] _entries = new Entry?[Size];

    /// <summary>What is known of objects that differ from this one only in values that do not matter; null where nothing is.</summary>
    public CreatedShape? Find(MapValue empty, MapValue created, OwnershipType type, string manager) =>
        Volatile.Read(ref SlotOf(created, manager)) is { } entry && entry.Known.Manager == manager && DocumentShape.IsSame(empty, entry.Shape, created, type)
            ? entry.Known
            : null;

    /// <summary>Remembers what the creator of such an object owns.</summary>
    public void Note(MapValue empty, MapValue created, OwnershipType type, CreatedShape known) =>
        Volatile.Write(ref SlotOf(created, known.Manager), new Entry(DocumentShape.Of(empty, created, type), known));

    // By the names of the members down to the second level; names that are shared are told apart by their list.
    private ref Entry? SlotOf(MapValue created, string manager)
    {
        var hash = new HashCode();
        hash.Add(manager.Length);
        hash.Add(created.KeysHash);
        foreach (var child in created.Values)
        {
            if (child is MapValue map)
            {
                hash.Add(map.KeysHash);
            }
        }

        return ref _entries[(uint)hash.ToHashCode() % Size];
    }

    private sealed record Entry(Value Shape, CreatedShape Known);
}
