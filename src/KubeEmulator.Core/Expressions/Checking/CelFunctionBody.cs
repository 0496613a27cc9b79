namespace KubeEmulator.Expressions;

/// <summary>Computes a call. The arguments hold no errors; the receiver is the first of them.</summary>
internal delegate CelValue CelFunctionBody(CelValue[] arguments);
