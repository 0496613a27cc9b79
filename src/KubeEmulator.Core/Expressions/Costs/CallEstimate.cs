namespace KubeEmulator.Expressions;

/// <summary>What a call may cost, and how large its result may be where that can be told.</summary>
internal readonly record struct CallEstimate(CostRange Cost, CostRange? ResultSize = null);
