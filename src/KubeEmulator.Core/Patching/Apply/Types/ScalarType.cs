namespace KubeEmulator.Patching.Apply;

/// <summary>Which scalars a type allows.</summary>
internal enum ScalarType
{
    Untyped,
    String,
    Numeric,
    Boolean,
}
