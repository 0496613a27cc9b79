namespace KubeEmulator.Expressions;

/// <summary>What stands where something could not be read; an issue was reported.</summary>
internal sealed class InvalidExpr(int offset) : Expr(offset);
