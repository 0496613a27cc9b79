using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>How reflection puts decoded JSON into Go values, and what it says where it cannot (apimachinery <c>runtime/converter.go</c>).</summary>
internal static class ReflectedValues
{
    /// <summary>The integer as a field of the type holds it: one that is too large loses its upper bits. Null for a number with a fraction.</summary>
    public static NumberValue? Integer(NumberValue number, Schema schema)
    {
        if (!number.IsInteger && Math.Truncate(number.AsDouble) != number.AsDouble)
        {
            return null;
        }

        // A float64 beyond 64 bits becomes the least integer.
        var integer = number.TryGetInt64(out var value) ? value : long.MinValue;
        var held = schema.Format == "int32" ? unchecked((int)integer) : integer;
        return number.IsInteger && held == integer ? number : NumberValue.Of(held);
    }

    /// <summary>Why a value does not go into the type.</summary>
    public static string FaultOf(Value value, Schema schema) => schema.Kind switch
    {
        SchemaKind.Object => $"cannot restore struct from: {KindOf(value)}",
        SchemaKind.Map => $"cannot restore map from {KindOf(value)}",
        SchemaKind.List => $"cannot restore slice from {KindOf(value)}",
        SchemaKind.String when schema.Format == "byte" => $"cannot restore slice from {KindOf(value)}",

        // Go could turn an integer into a character, and a float into an integer.
        SchemaKind.String when value is NumberValue { IsInteger: true } => $"cannot convert int64 to {schema.GoType ?? "string"}",
        SchemaKind.Integer when value is NumberValue => $"cannot convert float64 to {schema.GoType ?? "int64"}",
        SchemaKind.String => "unrecognized type: string",
        SchemaKind.Integer => $"unrecognized type: {schema.Format ?? "int64"}",
        SchemaKind.Number => $"unrecognized type: {(schema.Format == "float" ? "float32" : "float64")}",
        SchemaKind.Boolean => "unrecognized type: bool",
        _ => $"unable to unmarshal {KindOf(value)} into {schema.GoType}",
    };

    private static string KindOf(Value value) => value switch
    {
        BoolValue => "bool",
        NumberValue { IsInteger: true } => "int64",
        NumberValue => "float64",
        StringValue => "string",
        ListValue => "slice",
        _ => "map",
    };
}
