namespace KubeEmulator.Expressions;

/// <summary>The evaluation has cost more than it may; it ends where it stands.</summary>
internal sealed class CelCostException : Exception;
