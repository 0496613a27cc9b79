using System.Globalization;
using KubeEmulator.Expressions;

namespace KubeEmulator.Core.Tests.Expressions.Conformance;

/// <summary>Values and types of the conformance files as this library's.</summary>
internal static class ConformanceValues
{
    /// <summary>The value; <c>null</c> for protobuf messages, which Kubernetes does not have.</summary>
    public static CelValue? Value(TextProto value) => value.Names.FirstOrDefault() switch
    {
        "null_value" => CelNull.Instance,
        "bool_value" => CelBool.Of(value.Text("bool_value") == "true"),
        "int64_value" => CelInt.Of(long.Parse(value.Text("int64_value"), CultureInfo.InvariantCulture)),
        "uint64_value" => new CelUint(ulong.Parse(value.Text("uint64_value"), CultureInfo.InvariantCulture)),
        "double_value" => new CelDouble(Double(value.Text("double_value"))),
        "string_value" => CelString.Of(value.Text("string_value")),
        "bytes_value" => new CelBytes((byte[])value.Scalar("bytes_value")!),
        "type_value" => new CelTypeValue(CelType.Named(value.Text("type_value"))),
        "list_value" => List(value.Message("list_value")!),
        "map_value" => Map(value.Message("map_value")!),
        "object_value" => Object(value.Message("object_value")!),
        _ => null,
    };

    public static CelType? Type(TextProto type) => type.Names.FirstOrDefault() switch
    {
        "primitive" => type.Text("primitive") switch
        {
            "BOOL" => CelType.Bool,
            "INT64" => CelType.Int,
            "UINT64" => CelType.Uint,
            "DOUBLE" => CelType.Double,
            "STRING" => CelType.String,
            _ => CelType.Bytes,
        },
        "dyn" => CelType.Dyn,
        "null" => CelType.Null,
        "well_known" => type.Text("well_known") switch { "TIMESTAMP" => CelType.Timestamp, "DURATION" => CelType.Duration, _ => null },
        "list_type" => Of(Inner(type, "list_type", "elem_type"), e => CelType.List(e)),
        "map_type" => Type(type.Message("map_type")!.Message("key_type")!) is { } key && Type(type.Message("map_type")!.Message("value_type")!) is { } value
            ? CelType.Map(key, value)
            : null,
        "type" => Of(Type(type.Message("type")!), CelType.TypeOf),
        "abstract_type" when type.Message("abstract_type")!.Text("name") == "optional_type" =>
            Of(Inner(type, "abstract_type", "parameter_types"), CelType.Optional),
        "message_type" => type.Text("message_type") switch
        {
            "google.protobuf.Timestamp" => CelType.Timestamp,
            "google.protobuf.Duration" => CelType.Duration,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Equality as the conformance runner sees it: types count, NaN equals itself.</summary>
    public static bool Same(CelValue expected, CelValue actual) => (expected, actual) switch
    {
        (CelDouble a, CelDouble b) => a.Value.Equals(b.Value) || a.Value == b.Value,
        (CelList a, CelList b) => a.Count == b.Count && a.Items().Zip(b.Items()).All(p => Same(p.First, p.Second)),
        (CelMap a, CelMap b) => a.Count == b.Count && a.Keys.All(k => b.Find(k) is { } v && Same(a.Find(k)!, v)),
        _ => expected.Type.Kind == actual.Type.Kind && expected.EqualTo(actual),
    };

    private static CelType? Of(CelType? inner, Func<CelType, CelType> wrap) => inner is null ? null : wrap(inner);

    private static CelType? Inner(TextProto type, string outer, string inner) => Type(type.Message(outer)!.Message(inner)!);

    private static double Double(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private static CelValue? List(TextProto list)
    {
        var items = list.Messages("values").Select(Value).ToArray();
        return items.Contains(null) ? null : new CelArrayList(items!);
    }

    private static CelValue? Map(TextProto map)
    {
        var result = new CelEntryMap();
        foreach (var entry in map.Messages("entries"))
        {
            if (Value(entry.Message("key")!) is not { } key || Value(entry.Message("value")!) is not { } value)
            {
                return null;
            }

            result.Set(key, value);
        }

        return result;
    }

    private static CelValue? Object(TextProto message)
    {
        var name = message.Names.FirstOrDefault() ?? "";
        var fields = message.Message(name);
        return name switch
        {
            "[type.googleapis.com/google.protobuf.Duration]" => new CelDuration((Long(fields!, "seconds") * CelDuration.Second) + Long(fields!, "nanos")),
            "[type.googleapis.com/google.protobuf.Timestamp]" => new CelTimestamp(Long(fields!, "seconds"), (int)Long(fields!, "nanos")),
            _ => null,
        };
    }

    private static long Long(TextProto message, string name) =>
        message.Has(name) ? long.Parse(message.Text(name), CultureInfo.InvariantCulture) : 0;
}
