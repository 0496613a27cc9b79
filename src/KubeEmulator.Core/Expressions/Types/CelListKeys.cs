namespace KubeEmulator.Expressions;

/// <summary>
/// How a list from a schema compares and concatenates: a set ignores order and duplicates, a map list matches its
/// items by <see cref="Keys"/> (the items' own property names).
/// </summary>
internal sealed record CelListKeys(IReadOnlyList<string> Keys)
{
    /// <summary><c>x-kubernetes-list-type: set</c>.</summary>
    public static readonly CelListKeys Set = new([]);

    public bool IsSet => Keys.Count == 0;
}
