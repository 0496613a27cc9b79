using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The filter of a path: <c>@.type=="Ready"</c>, or a path that must find something.</summary>
internal static class JsonPathFilter
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    /// <summary>The step; null where the text is no filter.</summary>
    public static JsonPathStep? Parse(string text)
    {
        foreach (var sign in Operators)
        {
            if (Position(text, sign) is var at and >= 0)
            {
                var (left, right) = (Operand(text[..at].Trim()), Operand(text[(at + sign.Length)..].Trim()));
                return left is null || right is null ? null : new JsonPathStep.Filter(item => Compare(left(item), right(item), sign));
            }
        }

        return Operand(text.Trim()) is { } found ? new JsonPathStep.Filter(item => found(item) is not null) : null;
    }

    private static int Position(string text, string sign)
    {
        char quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote == '\0' && string.CompareOrdinal(text, i, sign, 0, sign.Length) == 0)
            {
                return i;
            }

            quote = quote != '\0' ? (text[i] == quote ? '\0' : quote) : text[i] is '\'' or '"' ? text[i] : '\0';
        }

        return -1;
    }

    private static Func<Value, Value?>? Operand(string text)
    {
        if (text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0])
        {
            return _ => text[1..^1];
        }

        if (text is "true" or "false")
        {
            return _ => text == "true";
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return _ => integer;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return _ => number;
        }

        var path = text.StartsWith('@') ? JsonPath.Parse(text) : null;
        return path is { Error: null } ? item => path.Find(item) is [var one, ..] ? one : null : null;
    }

    private static bool Compare(Value? left, Value? right, string sign)
    {
        if (left is null || right is null)
        {
            return false;
        }

        if (sign is "==" or "!=")
        {
            return Same(left, right) == (sign == "==");
        }

        var order = (left, right) switch
        {
            (NumberValue a, NumberValue b) => a.AsDouble.CompareTo(b.AsDouble),
            (StringValue a, StringValue b) => string.CompareOrdinal(a.Text, b.Text),
            _ => (int?)null,
        };
        return sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static bool Same(Value left, Value right) => (left, right) switch
    {
        (NumberValue a, NumberValue b) => a.AsDouble.Equals(b.AsDouble),
        _ => left.Equals(right),
    };
}
