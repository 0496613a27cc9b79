namespace KubeEmulator.Expressions;

/// <summary>The rule both logical operators share.</summary>
internal static class Logic
{
    /// <summary><c>null</c> for a boolean, else the error this operand makes.</summary>
    public static CelValue? Unless(CelValue value) => value switch
    {
        CelBool => null,
        CelError => value,
        _ => CelError.NoSuchOverload,
    };
}
