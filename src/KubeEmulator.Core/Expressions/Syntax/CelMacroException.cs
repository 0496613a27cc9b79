namespace KubeEmulator.Expressions;

/// <summary>A macro was recognised, but its arguments do not fit. The parser turns it into an issue.</summary>
internal sealed class CelMacroException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
