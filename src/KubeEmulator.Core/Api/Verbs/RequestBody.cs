using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A body as it was read: the only parse.</summary>
/// <param name="Root">The document.</param>
/// <param name="Duplicates">Paths of members that appeared twice.</param>
public readonly record struct RequestBody(MapValue Root, IReadOnlyList<string> Duplicates)
{
    /// <summary>Members that appeared twice in YAML, in go-yaml's words: <c>line 4: key "a" already set in map</c>.</summary>
    public IReadOnlyList<string> YamlDuplicates { get; init; } = [];

    /// <summary>A document made in process, without duplicates.</summary>
    public static implicit operator RequestBody(MapValue root) => new(root, []);
}
