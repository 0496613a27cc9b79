namespace KubeEmulator.Expressions;

/// <summary>Parsing cannot go on; what was wrong has been reported.</summary>
internal sealed class CelSyntaxException : Exception;
