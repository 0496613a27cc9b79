using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>The conversions between types (cel-go common/stdlib and common/types).</summary>
internal static class StandardConversions
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static IEnumerable<CelFunction> All =>
    [
        Single("type", a => new CelTypeValue(a[0].Type), Global("type", "A -> type(A)")),
        Single("dyn", a => a[0], Global("to_dyn", "A -> dyn")),
        Function("bool", Same("bool_to_bool", "bool"), Global("string_to_bool", "string -> bool", a => ToBool(a[0]))),
        Function("bytes", Same("bytes_to_bytes", "bytes"), Global("string_to_bytes", "string -> bytes", a => new CelBytes(Encoding.UTF8.GetBytes(Text(a[0]))))),
        Function(
            "double",
            Same("double_to_double", "double"),
            Global("int64_to_double", "int -> double", a => new CelDouble(((CelInt)a[0]).Value)),
            Global("string_to_double", "string -> double", a => ToDouble(a[0])),
            Global("uint64_to_double", "uint -> double", a => new CelDouble(((CelUint)a[0]).Value))),
        Function(
            "duration",
            Same("duration_to_duration", "duration"),
            Global("int64_to_duration", "int -> duration", a => CelError.Conversion(a[0], CelType.Duration)),
            Global("string_to_duration", "string -> duration", a => ToDuration(a[0]))),
        Function(
            "int",
            Same("int64_to_int64", "int"),
            Global("double_to_int64", "double -> int", a => ToInt(((CelDouble)a[0]).Value)),
            Global("duration_to_int64", "duration -> int", a => CelInt.Of(((CelDuration)a[0]).Nanoseconds)),
            Global("string_to_int64", "string -> int", a => ToInt(a[0])),
            Global("timestamp_to_int64", "timestamp -> int", a => CelInt.Of(((CelTimestamp)a[0]).Seconds)),
            Global("uint64_to_int64", "uint -> int", a => ToInt(((CelUint)a[0]).Value))),
        Function(
            "string",
            Same("string_to_string", "string"),
            Global("bool_to_string", "bool -> string", a => CelString.Of(a[0].ToString())),
            Global("bytes_to_string", "bytes -> string", a => ToText((CelBytes)a[0])),
            Global("double_to_string", "double -> string", a => CelString.Of(a[0].ToString())),
            Global("duration_to_string", "duration -> string", a => CelString.Of(((CelDuration)a[0]).Text())),
            Global("int64_to_string", "int -> string", a => CelString.Of(a[0].ToString())),
            Global("timestamp_to_string", "timestamp -> string", a => CelString.Of(((CelTimestamp)a[0]).Text())),
            Global("uint64_to_string", "uint -> string", a => CelString.Of(a[0].ToString()))),
        Function(
            "timestamp",
            Same("timestamp_to_timestamp", "timestamp"),
            Global("int64_to_timestamp", "int -> timestamp", a => ToTimestamp(((CelInt)a[0]).Value)),
            Global("string_to_timestamp", "string -> timestamp", a => ToTimestamp(a[0]))),
        Function(
            "uint",
            Same("uint64_to_uint64", "uint"),
            Global("double_to_uint64", "double -> uint", a => ToUint(((CelDouble)a[0]).Value)),
            Global("int64_to_uint64", "int -> uint", a => ToUint(((CelInt)a[0]).Value)),
            Global("string_to_uint64", "string -> uint", a => ToUint(a[0]))),
    ];

    public static CelValue ToTimestamp(CelValue text)
    {
        if (CelTimeText.Timestamp(Text(text)) is not { } time)
        {
            return CelError.Conversion(text, CelType.Timestamp);
        }

        return time.Seconds is < CelTimestamp.MinSeconds or > CelTimestamp.MaxSeconds ? CelError.TimestampOverflow : time;
    }

    public static CelValue ToDuration(CelValue text) =>
        GoDuration.TryParse(Text(text), out var value, out _) ? new CelDuration(value) : CelError.Conversion(text, CelType.Duration);

    private static CelOverload Same(string id, string type) => Global(id, $"{type} -> {type}", a => a[0]);

    private static string Text(CelValue value) => ((CelString)value).Text;

    private static CelValue ToBool(CelValue text) => Text(text) switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => CelBool.True,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => CelBool.False,
        _ => CelError.Conversion(text, CelType.Bool),
    };

    private static CelValue ToInt(CelValue text) =>
        long.TryParse(Text(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? CelInt.Of(value)
            : CelError.Conversion(text, CelType.Int);

    // Both bounds are excluded, as upstream: the doubles beside them are not exact.
    private static CelValue ToInt(double value) =>
        value > long.MinValue && value < long.MaxValue ? CelInt.Of((long)value) : CelError.IntegerOverflow;

    private static CelValue ToInt(ulong value) => value <= long.MaxValue ? CelInt.Of((long)value) : CelError.IntegerOverflow;

    private static CelValue ToUint(CelValue text) =>
        ulong.TryParse(Text(text), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new CelUint(value)
            : CelError.Conversion(text, CelType.Uint);

    private static CelValue ToUint(double value) =>
        value >= 0 && value < 18446744073709551616d ? new CelUint((ulong)value) : CelError.UnsignedOverflow;

    private static CelValue ToUint(long value) => value >= 0 ? new CelUint((ulong)value) : CelError.UnsignedOverflow;

    private static CelValue ToDouble(CelValue text)
    {
        var written = Text(text);
        double? special = written.TrimStart('+', '-').ToLowerInvariant() switch
        {
            "inf" or "infinity" => written.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" when written.Length == 3 => double.NaN,
            _ => null,
        };
        if (special is { } value)
        {
            return new CelDouble(value);
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(written, Style, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed)
            ? new CelDouble(parsed)
            : CelError.Conversion(text, CelType.Double);
    }

    private static CelValue ToText(CelBytes bytes)
    {
        try
        {
            return CelString.Of(StrictUtf8.GetString(bytes.Bytes));
        }
        catch (DecoderFallbackException)
        {
            return new CelError("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static CelValue ToTimestamp(long seconds) =>
        seconds is < CelTimestamp.MinSeconds or > CelTimestamp.MaxSeconds ? CelError.TimestampOverflow : new CelTimestamp(seconds, 0);
}
