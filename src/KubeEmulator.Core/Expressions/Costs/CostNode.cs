namespace KubeEmulator.Expressions;

/// <summary>What the cost of a call may depend on of an operand.</summary>
/// <param name="Expr">The operand; <c>null</c> for the items of a list.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">Where it is read from.</param>
/// <param name="Size">Its size where that can be told.</param>
internal sealed record CostNode(Expr? Expr, CelType Type, CostPath? Path, CostRange? Size);
