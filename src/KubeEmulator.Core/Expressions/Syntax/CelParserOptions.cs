namespace KubeEmulator.Expressions;

/// <summary>What the grammar offers beyond its core.</summary>
internal sealed class CelParserOptions(IEnumerable<CelMacro> macros)
{
    private readonly Dictionary<(string, bool, int), CelMacro> _macros =
        macros.ToDictionary(m => (m.Name, m.IsMember, m.Arguments));

    /// <summary>Whether <c>?.</c>, <c>[?x]</c> and <c>{?k: v}</c> may be written.</summary>
    public bool Optionals { get; init; } = true;

    /// <summary>Whether a field may be written in backquotes. Kubernetes does not allow it.</summary>
    public bool EscapedIdentifiers { get; init; }

    public CelMacro? Macro(string name, bool isMember, int arguments) => _macros.GetValueOrDefault((name, isMember, arguments));
}
