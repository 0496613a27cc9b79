using KubeEmulator.Expressions;

namespace KubeEmulator.Admission;

/// <summary>How one expression ended.</summary>
/// <param name="Value">Its value; null on an error.</param>
/// <param name="Error">The error in upstream's words; empty with a value.</param>
/// <param name="IsExhausted">Whether the budget ran out, which ends all expressions after it.</param>
internal readonly record struct ExpressionResult(CelValue? Value, string Error, bool IsExhausted = false)
{
    /// <summary>Whether the value is <c>true</c>.</summary>
    public bool IsTrue => Value is CelBool { Value: true };

    /// <summary>Whether the value is <c>false</c>.</summary>
    public bool IsFalse => Value is CelBool { Value: false };
}
