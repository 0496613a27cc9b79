namespace KubeEmulator.Expressions;

/// <summary>A part cannot be read; what was wrong has been reported.</summary>
/// <param name="isFatal">Whether the whole parse ends, rather than going on behind the part.</param>
internal sealed class CelSyntaxException(bool isFatal = false) : Exception
{
    public bool IsFatal { get; } = isFatal;
}
