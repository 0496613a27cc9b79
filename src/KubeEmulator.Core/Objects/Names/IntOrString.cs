using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>A number or a text, where a field takes both: ports by number or name, counts or percentages; apimachinery's <c>pkg/util/intstr</c>.</summary>
internal readonly record struct IntOrString(int Number, string? Text)
{
    /// <summary>Whether it is a text.</summary>
    public bool IsText => Text is not null;

    /// <summary>The value in a document; null where the member is absent or something else.</summary>
    public static IntOrString? From(Value? value) => value switch
    {
        NumberValue number when number.TryGetInt64(out var integer) => new IntOrString((int)Math.Clamp(integer, int.MinValue, int.MaxValue), null),
        StringValue text => new IntOrString(0, text.Text),
        _ => null,
    };

    /// <summary>
    /// The count, with a percentage taken of <paramref name="total"/> and rounded up or down.
    /// False where the text is no percentage; <paramref name="error"/> then has the server's words.
    /// </summary>
    public bool TryScale(int total, bool roundUp, out int value, out string error)
    {
        (value, error) = (Number, "");
        if (Text is null)
        {
            return true;
        }

        if (!Text.EndsWith('%'))
        {
            error = "invalid value for IntOrString: invalid type: string is not a percentage";
            return false;
        }

        var digits = Text[..^1];
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent))
        {
            error = $"invalid value for IntOrString: invalid value {GoText.Quote(Text)}: strconv.Atoi: parsing {GoText.Quote(digits)}: invalid syntax";
            return false;
        }

        var exact = (double)percent * total / 100;
        value = (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
        return true;
    }

    /// <summary>The count, with a percentage taken of <paramref name="total"/>; 0 where the text is no percentage.</summary>
    public int ScaleOrZero(int total, bool roundUp) => TryScale(total, roundUp, out var value, out _) ? value : 0;

    /// <summary>The text, or the number's digits.</summary>
    public override string ToString() => Text ?? Number.ToString(CultureInfo.InvariantCulture);
}
