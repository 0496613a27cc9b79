using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>Reads JSON as CEL values, guided by the declared type; containers convert item by item when read.</summary>
internal static class CelConversion
{
    public static CelValue FromJson(Value value, CelType type) => value switch
    {
        NullValue => CelNull.Instance,
        StringValue text => FromString(text.Text, type),
        BoolValue flag when type.Kind is CelKind.Bool or CelKind.Dyn => CelBool.Of(flag.Value),
        NumberValue number => FromNumber(number, type),
        MapValue map when type is CelObjectType declared => new CelObject(map, declared),
        MapValue map when type.Kind == CelKind.Map => new CelJsonMap(map, type.Element),
        MapValue map when type.Kind is CelKind.Dyn => new CelJsonMap(map, CelType.Dyn),
        ListValue list when type.Kind is CelKind.List or CelKind.Dyn => new CelSchemaList(list, type),
        _ => Mismatch(value, type),
    };

    private static CelValue FromNumber(NumberValue number, CelType type) => type.Kind switch
    {
        CelKind.Double => new CelDouble(number.AsDouble),
        CelKind.Uint when number.TryGetInt64(out var i) && i >= 0 => new CelUint((ulong)i),
        CelKind.Int or CelKind.Dyn when number.IsInteger && number.TryGetInt64(out var i) => CelInt.Of(i),
        CelKind.Dyn => new CelDouble(number.AsDouble),
        _ => Mismatch(number, type),
    };

    private static CelValue FromString(string text, CelType type)
    {
        switch (type.Kind)
        {
            case CelKind.String or CelKind.Dyn:
                return CelString.Of(text);
            case CelKind.Timestamp:
                return CelTimeText.Timestamp(text) ?? CelTimeText.Date(text)
                    ?? (CelValue)new CelError($"Invalid date-time formatted string {text}: unable to parse datetime with any known format");
            case CelKind.Duration:
                return CelTimeText.SchemaDuration(text) ?? (CelValue)new CelError($"Invalid duration {text}: unable to parse {text} as duration");
            case CelKind.Bytes:
                return FromBase64(text);
            default:
                return Mismatch(StringValue.Of(text), type);
        }
    }

    private static CelValue FromBase64(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length)
            ? new CelBytes(buffer[..length])
            : new CelError($"Invalid byte formatted string {text}: illegal base64 data");
    }

    private static CelError Mismatch(Value value, CelType type)
    {
        var expected = type.Kind switch
        {
            CelKind.Struct or CelKind.Map => "a map for the provided schema with type=object",
            CelKind.List => "an array for the provided schema with type=array",
            CelKind.Double => $"float, got {GoType(value)}",
            _ => $"{type}, got {GoType(value)}",
        };
        return new CelError($"invalid data, expected {expected}");
    }

    private static string GoType(Value value) => value switch
    {
        StringValue => "string",
        BoolValue => "bool",
        NumberValue { IsInteger: true } => "int64",
        NumberValue => "float64",
        ListValue => "[]interface {}",
        _ => "map[string]interface {}",
    };
}
