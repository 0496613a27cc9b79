using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates.Functions;

/// <summary>Reading a function's arguments, with errors that name the place.</summary>
internal static class TemplateArguments
{
    public static Value At(this IReadOnlyList<Value> arguments, int place) =>
        place < arguments.Count ? arguments[place] : throw new TemplateException($"argument {place + 1} is missing");

    /// <summary>An argument as text, whatever it is; null reads as empty, as sprig's <c>strval</c> has it.</summary>
    public static string Text(this IReadOnlyList<Value> arguments, int place) => arguments.At(place) is var value && value is NullValue ? "" : TemplateValues.Text(value);

    public static ListValue List(this IReadOnlyList<Value> arguments, int place) => arguments.At(place) switch
    {
        ListValue list => list,
        NullValue => ListValue.Empty,
        var other => throw new TemplateException($"argument {place + 1} is a {TemplateValues.Kind(other)}, not a list"),
    };

    public static MapValue Map(this IReadOnlyList<Value> arguments, int place) => arguments.At(place) switch
    {
        MapValue map => map,
        NullValue => MapValue.Empty,
        var other => throw new TemplateException($"argument {place + 1} is a {TemplateValues.Kind(other)}, not a map"),
    };

    public static long Integer(this IReadOnlyList<Value> arguments, int place) => ToInteger(arguments.At(place));

    public static int Count(this IReadOnlyList<Value> arguments, int place) =>
        arguments.Integer(place) is >= -1_000_000 and <= 1_000_000 and var count ? (int)count : throw new TemplateException($"argument {place + 1} is too large");

    /// <summary>A number as sprig converts: digits in strings count, and what is no number is 0.</summary>
    public static long ToInteger(Value value) => value switch
    {
        NumberValue number => number.TryGetInt64(out var integer) ? integer : (long)number.AsDouble,
        StringValue text when long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        StringValue text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => (long)number,
        BoolValue flag => flag.Value ? 1 : 0,
        _ => 0,
    };

    public static double ToDouble(Value value) => value switch
    {
        NumberValue number => number.AsDouble,
        StringValue text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        BoolValue flag => flag.Value ? 1 : 0,
        _ => 0,
    };
}
