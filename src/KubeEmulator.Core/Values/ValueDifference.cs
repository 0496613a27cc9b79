namespace KubeEmulator.Values;

/// <summary>A place where two documents differ.</summary>
/// <param name="Path">The place.</param>
/// <param name="Before">What stood there; <c>null</c> where nothing did.</param>
/// <param name="After">What stands there; <c>null</c> where nothing does.</param>
public sealed record ValueDifference(JsonPointer Path, Value? Before, Value? After)
{
    /// <summary><c>/spec/replicas: 1 -> 2</c>.</summary>
    public override string ToString() => $"{Path}: {Before?.ToString() ?? "(none)"} -> {After?.ToString() ?? "(none)"}";
}
