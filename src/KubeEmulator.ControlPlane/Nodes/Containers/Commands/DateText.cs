using System.Globalization;
using System.Text;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Dates as date and touch read and print them, in UTC as containers have it.</summary>
internal static class DateText
{
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.StartsWith('@'))
        {
            return double.TryParse(text.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 2e11 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }

        switch (text)
        {
            case "now" or "":
                return now;
            case "today":
                return now;
            case "yesterday":
                return now.AddDays(-1);
            case "tomorrow":
                return now.AddDays(1);
        }

        return Relative(text, now) ?? (DateTimeOffset.TryParse(text.Replace(" UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed) ? parsed : null);
    }

    /// <summary>[[CC]YY]MMDDhhmm[.ss].</summary>
    public static DateTimeOffset? ParseStamp(string text, DateTimeOffset now)
    {
        var parts = text.Split('.');
        var full = parts[0].Length switch { 8 => now.UtcDateTime.Year.ToString("0000", CultureInfo.InvariantCulture) + parts[0], 10 => (string.CompareOrdinal(parts[0], "69") >= 0 ? "19" : "20") + parts[0], _ => parts[0] };
        return DateTimeOffset.TryParseExact(full + (parts.Length > 1 ? parts[1] : "00"), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed : null;
    }

    /// <summary>strftime, in the C locale.</summary>
    public static string Format(DateTimeOffset time, string format)
    {
        var result = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                result.Append(format[index]);
                continue;
            }

            var flag = format[index + 1] is '-' or '_' && index + 2 < format.Length ? format[++index] : ' ';
            var width = new StringBuilder();
            while (char.IsAsciiDigit(format[index + 1]) && index + 2 < format.Length)
            {
                width.Append(format[++index]);
            }

            var text = Field(time, format[++index], width.ToString());
            result.Append(flag == '-' ? text.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0" : text);
        }

        return result.ToString();
    }

    private static string Field(DateTimeOffset time, char letter, string width)
    {
        var utc = time.UtcDateTime;
        string As(string format) => utc.ToString(format, CultureInfo.InvariantCulture);
        return letter switch
        {
            'Y' => As("yyyy"),
            'C' => (utc.Year / 100).ToString("00", CultureInfo.InvariantCulture),
            'y' => As("yy"),
            'm' => As("MM"),
            'd' => As("dd"),
            'e' => utc.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'H' => As("HH"),
            'I' => As("hh"),
            'k' => utc.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
            'M' => As("mm"),
            'S' => As("ss"),
            'p' => As("tt"),
            'F' => As("yyyy-MM-dd"),
            'T' => As("HH:mm:ss"),
            'R' => As("HH:mm"),
            'D' => As("MM/dd/yy"),
            'r' => As("hh:mm:ss tt"),
            'c' => Format(time, "%a %b %e %H:%M:%S %Y"),
            'x' => As("MM/dd/yy"),
            'X' => As("HH:mm:ss"),
            'a' => As("ddd"),
            'A' => As("dddd"),
            'b' or 'h' => As("MMM"),
            'B' => As("MMMM"),
            'j' => utc.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
            'u' => (utc.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)utc.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'w' => ((int)utc.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            'N' => (utc.Ticks % TimeSpan.TicksPerSecond * 100).ToString("000000000", CultureInfo.InvariantCulture)[..(width.Length > 0 ? Math.Clamp(width[0] - '0', 1, 9) : 9)],
            'V' => ISOWeek.GetWeekOfYear(utc).ToString("00", CultureInfo.InvariantCulture),
            'G' => ISOWeek.GetYear(utc).ToString(CultureInfo.InvariantCulture),
            'z' => "+0000",
            'Z' => "UTC",
            'n' => "\n",
            't' => "\t",
            '%' => "%",
            _ => "%" + letter,
        };
    }

    private static DateTimeOffset? Relative(string text, DateTimeOffset now)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var sign = words.Count > 1 && words[^1] == "ago" ? -1 : 1;
        if (sign < 0)
        {
            words.RemoveAt(words.Count - 1);
        }

        if (words.Count != 2 || !int.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        count *= sign;
        return words[1].TrimEnd('s') switch
        {
            "second" or "sec" => now.AddSeconds(count),
            "minute" or "min" => now.AddMinutes(count),
            "hour" => now.AddHours(count),
            "day" => now.AddDays(count),
            "week" => now.AddDays(7L * count),
            "month" => now.AddMonths(count),
            "year" => now.AddYears(count),
            _ => null,
        };
    }
}
