using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The JSON type of a value; kube-openapi's <c>validate/type.go</c>.</summary>
internal static class TypeRule
{
    public static void CheckNull(ValueResult result, Schema schema, string path)
    {
        if (TypesOf(schema) is { Length: > 0 } types && !schema.Nullable)
        {
            result.Add(ValueFault.Type(path, types, "null"));
        }
        else
        {
            result.Match();
        }
    }

    public static void Check(ValueResult result, Value value, Schema schema, string path)
    {
        var types = TypesOf(schema);
        var format = StringFormats.Supported(schema);
        if (types.Length == 0 && format is null)
        {
            return;
        }

        // Every check that applies counts, and one that passes counts once more.
        result.Match();
        var (actual, actualFormat) = NameOf(value);
        var numeric = schema.Kind is SchemaKind.Integer or SchemaKind.Number or SchemaKind.IntOrString;
        var matches = Takes(schema, value, actual);
        var isText = value is StringValue or ListValue;
        if (!isText && format is not null && !matches && actualFormat != format)
        {
            result.Add(ValueFault.Type(path, format, actualFormat));
        }
        else if (!numeric && format is not null && isText || matches)
        {
            result.Match();
        }
        else
        {
            result.Add(ValueFault.Type(path, types, actual));
        }
    }

    private static bool Takes(Schema schema, Value value, string actual) => schema.Kind switch
    {
        SchemaKind.Integer => IsWhole(value),
        SchemaKind.Number => value is NumberValue,
        SchemaKind.IntOrString => value is StringValue || IsWhole(value),
        _ => TypesOf(schema) == actual,
    };

    private static bool IsWhole(Value value) => value is NumberValue number && (number.IsInteger || NumberRules.IsWhole(number.AsDouble));

    private static string TypesOf(Schema schema) => schema.Kind switch
    {
        SchemaKind.Object or SchemaKind.Map => "object",
        SchemaKind.List => "array",
        SchemaKind.String => "string",
        SchemaKind.Integer => "integer",
        SchemaKind.Number => "number",
        SchemaKind.Boolean => "boolean",
        SchemaKind.IntOrString => "integer,string",
        _ => "",
    };

    // The type and the format that a Go value has by itself.
    private static (string Type, string Format) NameOf(Value value) => value switch
    {
        BoolValue => ("boolean", ""),
        StringValue => ("string", ""),
        NumberValue { IsInteger: true } => ("integer", "int64"),
        NumberValue => ("number", "float64"),
        ListValue => ("array", ""),
        _ => ("object", ""),
    };
}
