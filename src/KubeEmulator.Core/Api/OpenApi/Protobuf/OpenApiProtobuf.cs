using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// An OpenAPI 2.0 document in the protobuf form that client-go asks for (gnostic's <c>openapi.v2.Document</c>): older kubectl reads its
/// schemas there, and kubectl 1.36 those of kinds that cannot be patched. Empty texts, false and 0 are left out.
/// </summary>
internal static class OpenApiProtobuf
{
    private const string Reference = "$ref";

    /// <summary>The document's bytes.</summary>
    public static byte[] Write(MapValue document) => Message("Document", document).Written.ToArray();

    private static ProtobufBuffer Message(string type, Value value) => OpenApiMessage.Named(type) is { } message
        ? Members(message, (MapValue)value)
        : Special(type, value);

    private static ProtobufBuffer Members(OpenApiMessage message, MapValue value)
    {
        var buffer = new ProtobufBuffer();
        foreach (var member in message.Members)
        {
            if (value[member.Name] is { } present)
            {
                Member(buffer, member, present);
            }
        }

        foreach (var (name, other) in value)
        {
            if (message.Extensions > 0 && name.StartsWith("x-", StringComparison.Ordinal))
            {
                buffer.Message(message.Extensions, Named(name, Any(other)));
            }
            else if (message.Others is { } others)
            {
                buffer.Message(others.Number, Named(name, Message(others.Type, other)));
            }
        }

        return buffer;
    }

    private static void Member(ProtobufBuffer buffer, OpenApiMember member, Value value)
    {
        if (!member.IsRepeated)
        {
            Item(buffer, member, value, isItem: false);
            return;
        }

        foreach (var item in (ListValue)value)
        {
            Item(buffer, member, item, isItem: true);
        }
    }

    private static void Item(ProtobufBuffer buffer, OpenApiMember member, Value value, bool isItem)
    {
        switch (member.Type, value)
        {
            case ("string", StringValue text) when isItem || text.Text.Length > 0:
                buffer.Text(member.Number, text.Text);
                break;
            case ("bool", BoolValue { Value: true }):
                buffer.Integer(member.Number, 1);
                break;
            case ("int", NumberValue { AsDouble: not 0 } number):
                buffer.Integer(member.Number, (long)number.AsDouble);
                break;
            case ("double", NumberValue { AsDouble: not 0 } number):
                buffer.Double(member.Number, number.AsDouble);
                break;
            case ("string" or "bool" or "int" or "double", _):
                break;
            case ("any", _):
                buffer.Message(member.Number, Any(value));
                break;
            default:
                buffer.Message(member.Number, Message(member.Type, value));
                break;
        }
    }

    // Unions: the number says which of the forms it is.
    private static ProtobufBuffer Special(string type, Value value) => type switch
    {
        "ParametersItem" => IsReference(value) ? Wrapped("Reference", value, 2) : Wrapped("Parameter", value, 1),
        "Parameter" => Parameter((MapValue)value),
        "ResponseValue" => IsReference(value) ? Wrapped("Reference", value, 2) : Wrapped("Response", value, 1),
        "SchemaItem" => Wrapped("Schema", value, 1),
        "AdditionalPropertiesItem" => value is BoolValue flag ? Flag(flag) : Wrapped("Schema", value, 1),
        "SecurityDefinition" => Wrapped("ApiKey", value, 2),
        "Items" => Each(value, (buffer, item) => buffer.Message(1, Message("Schema", item))),
        "Words" => Each(value, (buffer, item) => buffer.Text(1, ((StringValue)item).Text)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such OpenAPI message"),
    };

    private static ProtobufBuffer Parameter(MapValue value) => value.String("in") switch
    {
        "body" => Wrapped("BodyParameter", value, 1),
        "header" => Wrapped(Wrapped("HeaderParameter", value, 1), 2),
        "path" => Wrapped(Wrapped("PathParameter", value, 4), 2),
        _ => Wrapped(Wrapped("QueryParameter", value, 3), 2),
    };

    private static ProtobufBuffer Any(Value value)
    {
        var buffer = new ProtobufBuffer();
        buffer.Text(2, YamlText.Write(value));
        return buffer;
    }

    private static ProtobufBuffer Named(string name, ProtobufBuffer value)
    {
        var buffer = new ProtobufBuffer();
        buffer.Text(1, name);
        buffer.Message(2, value);
        return buffer;
    }

    // `type` and `items` may be one or several.
    private static ProtobufBuffer Each(Value value, Action<ProtobufBuffer, Value> write)
    {
        var buffer = new ProtobufBuffer();
        foreach (var item in value as IEnumerable<Value> ?? [value])
        {
            write(buffer, item);
        }

        return buffer;
    }

    private static ProtobufBuffer Flag(BoolValue flag)
    {
        var buffer = new ProtobufBuffer();
        buffer.Integer(2, flag.Value ? 1 : 0);
        return buffer;
    }

    private static ProtobufBuffer Wrapped(string type, Value value, int number) => Wrapped(Message(type, value), number);

    private static ProtobufBuffer Wrapped(ProtobufBuffer message, int number)
    {
        var buffer = new ProtobufBuffer();
        buffer.Message(number, message);
        return buffer;
    }

    private static bool IsReference(Value value) => value is MapValue map && map.ContainsKey(Reference);
}
