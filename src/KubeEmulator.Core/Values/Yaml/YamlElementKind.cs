namespace KubeEmulator.Values;

/// <summary>The sorts of YAML nodes.</summary>
internal enum YamlElementKind
{
    Scalar,
    Sequence,
    Mapping,
    Alias,
}
