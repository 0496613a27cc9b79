namespace KubeEmulator.Expressions;

/// <summary>A named format: what texts it takes and what it says about the others.</summary>
internal sealed class CelFormat(string name, int maxRegexSize, Func<string, IReadOnlyList<string>> validate) : CelOpaque
{
    public string Name { get; } = name;

    /// <summary>A bound on the pattern behind the format, for its cost.</summary>
    public ulong MaxRegexSize { get; } = (ulong)maxRegexSize;

    public override CelType Type => CelKubernetesTypes.Format;

    public IReadOnlyList<string> Validate(string text) => validate(text);

    public override bool EqualTo(CelValue other) => other is CelFormat f && f.Name == Name;

    public override int Hash() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}
