namespace KubeEmulator.Expressions;

/// <summary>An entry of a map literal; <paramref name="Offset"/> is its colon's.</summary>
internal sealed record MapEntry(int Offset, Expr Key, Expr Value, bool Optional);
