using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Go's zero values as they are written.</summary>
internal static class ZeroValues
{
    private static readonly Value QuantityZero = StringValue.Of("0");

    /// <summary>The zero value of a type; nil lists, maps, byte lists and times are JSON null.</summary>
    public static Value Of(Schema schema) => schema.Kind switch
    {
        SchemaKind.Object => schema.Zero ??= StructWriter.Write(MapValue.Empty, schema.Fields, new Value?[schema.Fields.Count]),
        SchemaKind.String => schema.Format is "date-time" or "micro-time" or "byte" ? NullValue.Null : StringValue.Empty,
        SchemaKind.Integer or SchemaKind.Number or SchemaKind.IntOrString => NumberValue.Of(0L),
        SchemaKind.Boolean => BoolValue.False,
        SchemaKind.Quantity => QuantityZero,
        _ => NullValue.Null,
    };

    /// <summary>Whether omitempty (of a struct: omitzero) leaves the value out.</summary>
    public static bool IsEmpty(Value value, Schema schema) => value switch
    {
        StringValue text => text.Text.Length == 0,
        NumberValue number => number.AsDouble == 0,
        BoolValue flag => !flag.Value,
        ListValue list => list.Count == 0,
        MapValue map => schema.Kind == SchemaKind.Object ? map.Equals(Of(schema)) : map.Count == 0,
        _ => true,
    };
}
