using System.Globalization;
using System.Text;

namespace KubeEmulator.Objects;

/// <summary>Durations as Go writes them (<c>1h30m0s</c>), which is how <c>metav1.Duration</c> stands in documents and options.</summary>
public static class GoDuration
{
    private const long Second = 1_000_000_000;

    private static readonly Dictionary<string, long> Units = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["µs"] = 1_000,
        ["μs"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = Second,
        ["m"] = 60 * Second,
        ["h"] = 3600 * Second,
    };

    /// <summary>Reads a duration, cut to 100 ns; <c>null</c> where the text is absent or none.</summary>
    public static TimeSpan? Parse(string? text) => text is not null && TryParse(text, out var nanoseconds, out _) ? TimeSpan.FromTicks(nanoseconds / 100) : null;

    /// <summary>Reads a duration in nanoseconds; <paramref name="error"/> has Go's words, and is empty otherwise.</summary>
    public static bool TryParse(string text, out long nanoseconds, out string error)
    {
        (nanoseconds, error) = (0, "");
        var negative = text.StartsWith('-');
        var rest = negative || text.StartsWith('+') ? text.AsSpan(1) : text;
        if (rest is "0")
        {
            return true;
        }

        var sum = 0m;
        do
        {
            var number = 0;
            while (number < rest.Length && (char.IsAsciiDigit(rest[number]) || rest[number] == '.'))
            {
                number++;
            }

            var unit = number;
            while (unit < rest.Length && !char.IsAsciiDigit(rest[unit]) && rest[unit] != '.')
            {
                unit++;
            }

            if (!TryNumber(rest[..number], out var value))
            {
                return Fail($"time: invalid duration {GoText.Quote(text)}", out error);
            }

            if (unit == number)
            {
                return Fail($"time: missing unit in duration {GoText.Quote(text)}", out error);
            }

            var name = rest[number..unit].ToString();
            if (!Units.TryGetValue(name, out var scale))
            {
                return Fail($"time: unknown unit {GoText.Quote(name)} in duration {GoText.Quote(text)}", out error);
            }

            sum += decimal.Truncate(value * scale);
            if (sum > long.MaxValue)
            {
                return Fail($"time: invalid duration {GoText.Quote(text)}", out error);
            }

            rest = rest[unit..];
        }
        while (rest.Length > 0);

        nanoseconds = (long)(negative ? -sum : sum);
        return true;
    }

    /// <summary>A duration as Go prints it.</summary>
    public static string Format(TimeSpan duration) => Format(duration.Ticks * 100);

    /// <summary>A duration in nanoseconds as Go prints it: <c>1m30s</c>, <c>1.5ms</c>, <c>0s</c>.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        var text = new StringBuilder(nanoseconds < 0 ? "-" : "");
        var rest = (decimal)Math.Abs((decimal)nanoseconds);
        if (rest < Second)
        {
            var (unit, name) = rest < 1_000 ? (1m, "ns") : rest < 1_000_000 ? (1_000m, "µs") : (1_000_000m, "ms");
            return text.Append((rest / unit).ToString("0.######", CultureInfo.InvariantCulture)).Append(name).ToString();
        }

        var hours = decimal.Truncate(rest / (3600m * Second));
        var minutes = decimal.Truncate(rest / (60m * Second)) % 60;
        var seconds = rest % (60m * Second) / Second;
        text.Append(hours > 0 ? $"{hours.ToString(CultureInfo.InvariantCulture)}h" : "");
        text.Append(hours > 0 || minutes > 0 ? $"{minutes.ToString(CultureInfo.InvariantCulture)}m" : "");
        return text.Append(seconds.ToString("0.#########", CultureInfo.InvariantCulture)).Append('s').ToString();
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out decimal value)
    {
        value = 0;
        var point = digits.IndexOf('.');
        // One point at most, and a digit on one side of it at least; 19 digits are the most a duration can use.
        return digits.Length > 0 && digits is not "." && digits.Count('.') <= 1 && (point < 0 ? digits.Length : point) <= 19
            && decimal.TryParse(digits[..Math.Min(digits.Length, 28)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static bool Fail(string message, out string error)
    {
        error = message;
        return false;
    }
}
