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
        NumberValue number => number.Text,
        _ => value.ToString(),
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
}
