namespace KubeEmulator.Expressions;

/// <summary>A name an expression may use.</summary>
/// <param name="Name">The name, possibly qualified.</param>
/// <param name="Type">Its type.</param>
/// <param name="Constant">The value where it is fixed: type names.</param>
internal sealed record CelVariable(string Name, CelType Type, CelValue? Constant = null);
