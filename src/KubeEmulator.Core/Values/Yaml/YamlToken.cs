namespace KubeEmulator.Values;

/// <summary>One token of a YAML text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Text">A scalar's text, an anchor's name, a tag's handle, a version.</param>
/// <param name="Suffix">A tag's suffix, or the prefix that a handle stands for.</param>
/// <param name="IsPlain">Whether a scalar has no quotes and no block style.</param>
internal sealed record YamlToken(YamlTokenKind Kind, YamlMark Start, string Text = "", string Suffix = "", bool IsPlain = false);
