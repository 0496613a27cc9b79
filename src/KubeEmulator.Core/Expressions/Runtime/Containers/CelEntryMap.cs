namespace KubeEmulator.Expressions;

/// <summary>A map made by an expression; numbers of different types are the same key.</summary>
internal sealed class CelEntryMap : CelMap
{
    private readonly Dictionary<CelValue, CelValue> _entries = new(CelValueComparer.Instance);

    /// <summary>Whether a loop is still adding to this map, so that inserting need not copy it.</summary>
    public bool Grows { get; init; }

    public override int Count => _entries.Count;

    public override IEnumerable<CelValue> Keys => _entries.Keys;

    public override CelValue? Find(CelValue key) => _entries.GetValueOrDefault(key);

    /// <summary>Sets an entry while the map is being made.</summary>
    public void Set(CelValue key, CelValue value) => _entries[key] = value;

    public void Remove(CelValue key) => _entries.Remove(key);
}
