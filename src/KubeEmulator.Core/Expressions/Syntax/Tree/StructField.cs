namespace KubeEmulator.Expressions;

/// <summary>A field of a message literal; <paramref name="Offset"/> is its colon's.</summary>
internal sealed record StructField(int Offset, string Name, Expr Value, bool Optional);
