using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>How values stand in field errors.</summary>
internal static class FieldErrorText
{
    public static string Value(Value? value) => value switch
    {
        null or NullValue => "null",
        StringValue text => GoText.Quote(text.Text),
        NumberValue { IsInteger: false } number => GoNumbers.FormatGeneral(number.AsDouble),
        NumberValue number => number.Text,
        _ => Json(value),
    };

    public static string Supported(ReadOnlySpan<string> supported)
    {
        if (supported.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder("supported values: ");
        for (var i = 0; i < supported.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(GoText.Quote(supported[i]));
        }

        return text.ToString();
    }

    public static string AtMost(int max) => max < 0 ? "has too many items" : max == 1 ? "must have at most 1 item" : $"must have at most {max} items";

    // Go's json.Marshal escapes what could be read as HTML; outside strings these characters do not occur.
    private static string Json(Value value) => value.ToString()
        .Replace("<", "\\u003c", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal)
        .Replace("&", "\\u0026", StringComparison.Ordinal);
}
