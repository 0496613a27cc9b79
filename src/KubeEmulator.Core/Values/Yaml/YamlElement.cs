namespace KubeEmulator.Values;

/// <summary>A node of a YAML document as written, before tags are resolved and aliases followed.</summary>
internal sealed class YamlElement
{
    public required YamlElementKind Kind { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The tag as written out in full; empty where there is none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>A scalar's text, or an alias' name.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a scalar is plain, so that its text decides its type.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What an alias stands for.</summary>
    public YamlElement? Target { get; init; }

    /// <summary>A sequence's items, or a mapping's keys and values in turn.</summary>
    public List<YamlElement> Children { get; } = [];

    /// <summary>Whether this is the key <c>&lt;&lt;</c>.</summary>
    public bool IsMerge => Kind == YamlElementKind.Scalar && Text == "<<" && (IsPlain || Tag == "tag:yaml.org,2002:merge");
}
