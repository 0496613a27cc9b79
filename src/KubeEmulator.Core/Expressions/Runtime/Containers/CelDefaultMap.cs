namespace KubeEmulator.Expressions;

/// <summary>
/// A map of maps that answers an empty one for a key it does not have, so that expressions can go on to look into it
/// (dynamic-resource-allocation's <c>cel/cel_map.go</c>).
/// </summary>
internal sealed class CelDefaultMap(IReadOnlyDictionary<string, CelEntryMap> entries) : CelMap
{
    private static readonly CelEntryMap Nothing = new();

    public override int Count => entries.Count;

    public override IEnumerable<CelValue> Keys => entries.Keys.Select(CelString.Of);

    public override bool Contains(CelValue key) => key is CelString name && entries.ContainsKey(name.Text);

    public override CelValue? Find(CelValue key) => key is CelString name && entries.TryGetValue(name.Text, out var found) ? found : Nothing;
}
