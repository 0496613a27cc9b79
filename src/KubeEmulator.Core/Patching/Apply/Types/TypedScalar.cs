using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>Whether a value is an allowed scalar (structured-merge-diff <c>typed/validate.go</c>).</summary>
internal static class TypedScalar
{
    /// <summary>The fault, or null; an absent value and JSON null are always allowed.</summary>
    public static string? FaultOf(ScalarType type, Value? value) => (type, value) switch
    {
        (_, null or NullValue) => null,
        (ScalarType.Numeric, NumberValue) or (ScalarType.String, StringValue) or (ScalarType.Boolean, BoolValue) => null,
        (ScalarType.Untyped, NumberValue or StringValue or BoolValue) => null,
        (ScalarType.Numeric, _) => $"expected numeric (int or float), got {GoValueText.GoType(value)}",
        (ScalarType.String, _) => $"expected string, got &value.valueUnstructured{{Value:{GoValueText.Syntax(value)}}}",
        (ScalarType.Boolean, _) => $"expected boolean, got {Printed(value)}",
        _ => $"expected any scalar, got {Printed(value)}",
    };

    /// <summary>How a value that is no map or list stands in a message.</summary>
    public static string Printed(Value value) => $"&{{{GoValueText.Plain(value)}}}";
}
