namespace KubeEmulator.Objects;

/// <summary>A kind without its version: what validation errors name. The core group is the empty string.</summary>
public readonly record struct GroupKind(string Group, string Kind)
{
    /// <summary><c>Deployment.apps</c>; <c>Pod</c> for the core group, as in Kubernetes' messages.</summary>
    public override string ToString() => Group.Length == 0 ? Kind : $"{Kind}.{Group}";
}
