using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// A document as Go's dump of its struct: every field in the order of its declaration, set or not, with its type
/// (<c>(v1.PodSpec){Volumes:([]v1.Volume)&lt;nil&gt; ...}</c>). Kubernetes hashes pod templates by this text
/// (<c>k8s.io/utils/dump</c> ForHash: go-spew's <c>%#v</c> with sorted keys and without methods), so whoever wants the same hash
/// needs the same text. A document has passed protobuf before it is dumped there: empty lists and maps are nil.
/// Times are dumped as unset ones, since Go's text of a set time depends on the machine.
/// </summary>
internal static class StructDump
{
    private const string Nil = "<nil>";

    [ThreadStatic]
    private static StringBuilder? _spare;

    /// <summary>The dump of a document.</summary>
    /// <param name="schema">The type, one of the built-in ones whose names <see cref="StructFieldNames"/> knows.</param>
    /// <param name="value">The document.</param>
    public static string Of(Schema schema, Value value) => Of(schema, value, static text => text.ToString());

    /// <summary>What somebody makes of the dump, who does not keep it.</summary>
    public static T Of<T>(Schema schema, Value value, Func<StringBuilder, T> read)
    {
        // Some ten thousand characters, and again for the next Deployment.
        var text = _spare ?? new StringBuilder(16 * 1024);
        _spare = null;
        Typed(text, schema, value, isPointer: false);
        var made = read(text);
        _spare = text.Clear();
        return made;
    }

    private static void Typed(StringBuilder text, Schema schema, Value? value, bool isPointer)
    {
        text.Append(isPointer ? "(*" : "(").Append(schema.GoType).Append(')');
        if (isPointer && value is null)
        {
            text.Append(Nil);
        }
        else
        {
            Bare(text, schema, value);
        }
    }

    // Items of lists and maps stand without their types.
    private static void Bare(StringBuilder text, Schema schema, Value? value)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                Struct(text, schema, value as MapValue ?? MapValue.Empty);
                break;
            case SchemaKind.List:
                List(text, schema, value as ListValue);
                break;
            case SchemaKind.Map:
                Map(text, schema, value as MapValue);
                break;
            case SchemaKind.Quantity:
                QuantityDump.Write(text, value);
                break;
            case SchemaKind.IntOrString:
                IntOrString(text, value);
                break;
            case SchemaKind.String when schema.GoType is "v1.Time" or "v1.MicroTime":
                text.Append("{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}");
                break;
            default:
                text.Append(Scalar(schema, value));
                break;
        }
    }

    private static void Struct(StringBuilder text, Schema schema, MapValue value)
    {
        text.Append('{');
        string? embedded = null;
        var names = StructFieldNames.Of(schema);
        for (var i = 0; i < schema.Fields.Count; i++)
        {
            var field = schema.Fields[i];
            text.Append(i == 0 ? "" : field.Embedded == embedded || embedded is null ? " " : "} ");
            if (field.Embedded != embedded && field.Embedded is { } name)
            {
                text.Append(name).Append(":(v1.").Append(name).Append("){");
            }

            embedded = field.Embedded;
            text.Append(names[i]).Append(':');
            Typed(text, field.Schema, value[field.Name] is NullValue ? null : value[field.Name], IsPointer(field));
        }

        text.Append(embedded is null ? "}" : "}}");
    }

    private static bool IsPointer(SchemaField field) =>
        field.Presence is Presence.AsSent or Presence.AlwaysOrNull && field.Schema.Kind is not (SchemaKind.List or SchemaKind.Map);

    private static void List(StringBuilder text, Schema schema, ListValue? items)
    {
        if (items is not { Count: > 0 })
        {
            text.Append(Nil);
            return;
        }

        var separator = '[';
        foreach (var item in items)
        {
            text.Append(separator);
            Bare(text, schema.Element!, item);
            separator = ' ';
        }

        text.Append(']');
    }

    private static void Map(StringBuilder text, Schema schema, MapValue? members)
    {
        if (members is not { Count: > 0 })
        {
            text.Append(Nil);
            return;
        }

        text.Append("map");
        var separator = '[';
        foreach (var (key, item) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(key).Append(':');
            Bare(text, schema.Element!, item);
            separator = ' ';
        }

        text.Append(']');
    }

    private static void IntOrString(StringBuilder text, Value? value)
    {
        var name = (value as StringValue)?.Text;
        text.Append("{Type:(intstr.Type)").Append(name is null ? '0' : '1')
            .Append(" IntVal:(int32)").Append((value as NumberValue)?.Text ?? "0")
            .Append(" StrVal:(string)").Append(name).Append('}');
    }

    private static string Scalar(Schema schema, Value? value) => value switch
    {
        StringValue text => text.Text,
        NumberValue number => number.Text,
        BoolValue flag => flag.Value ? "true" : "false",
        _ => schema.Kind switch { SchemaKind.Boolean => "false", SchemaKind.Integer or SchemaKind.Number => "0", _ => "" },
    };
}
