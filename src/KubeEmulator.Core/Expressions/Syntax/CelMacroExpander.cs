namespace KubeEmulator.Expressions;

/// <summary>Expands a macro call.</summary>
internal delegate Expr? CelMacroExpander(CelMacroContext context, Expr? target, Expr[] arguments);
