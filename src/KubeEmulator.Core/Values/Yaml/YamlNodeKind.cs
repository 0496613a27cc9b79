namespace KubeEmulator.Values;

/// <summary>The sorts of YAML nodes.</summary>
internal enum YamlNodeKind
{
    Scalar,
    Sequence,
    Mapping,
    Alias,
}
