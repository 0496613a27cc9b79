namespace KubeEmulator.Expressions;

/// <summary>What a call costs, by its arguments and its result.</summary>
internal delegate ulong CelCallCost(CelValue[] arguments, CelValue result);
