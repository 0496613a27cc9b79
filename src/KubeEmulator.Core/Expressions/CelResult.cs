using System.Diagnostics.CodeAnalysis;

namespace KubeEmulator.Expressions;

/// <summary>How an evaluation ended: with a value or with an error, and at what cost.</summary>
/// <param name="Value">The value; <c>null</c> on an error.</param>
/// <param name="Error">The error in cel-go's words; <c>null</c> with a value.</param>
/// <param name="Cost">What it cost.</param>
internal sealed record CelResult(CelValue? Value, string? Error, ulong Cost)
{
    /// <summary>cel-go's words for a call that cost more than it may.</summary>
    public const string CostExceeded = "operation cancelled: actual cost limit exceeded";

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Value is not null;

    /// <summary>Whether the value is <c>true</c>.</summary>
    public bool IsTrue => Value is CelBool { Value: true };

    /// <summary>Whether the evaluation was ended for its cost.</summary>
    public bool ExceededCost => Error == CostExceeded;
}
