namespace KubeEmulator.Expressions;

/// <summary>A value of one of Kubernetes' own types: a quantity, an address, an authorizer.</summary>
internal abstract class CelOpaque : CelValue;
