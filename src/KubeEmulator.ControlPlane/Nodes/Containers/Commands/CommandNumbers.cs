using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>Numbers as commands read and print them.</summary>
internal static class CommandNumbers
{
    public static long? Parse(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A count with an optional unit: b, k, K, M, G (powers of 1024) or kB, MB, GB (of 1000).</summary>
    public static long? ParseSize(string text)
    {
        var end = text.Length;
        while (end > 0 && char.IsAsciiLetter(text[end - 1]))
        {
            end--;
        }

        long? unit = text[end..] switch
        {
            "" or "c" => 1,
            "b" => 512,
            "k" or "K" or "KiB" => 1024,
            "M" or "MiB" => 1024 * 1024,
            "G" or "GiB" => 1024L * 1024 * 1024,
            "kB" or "KB" => 1000,
            "MB" => 1000 * 1000,
            "GB" => 1000L * 1000 * 1000,
            _ => null,
        };
        return unit is { } factor && Parse(text[..end]) is { } number && Math.Abs(number) <= long.MaxValue / factor ? number * factor : null;
    }

    /// <summary>A length of time: seconds with a fraction, and s, m, h or d after it; null: none, or one that is too long.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        if (text == "infinity")
        {
            return Timeout.InfiniteTimeSpan;
        }

        double? unit = text.Length == 0 ? null : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => char.IsAsciiDigit(text[^1]) || text[^1] == '.' ? 0 : null };
        var digits = unit > 0 ? text[..^1] : text;
        if (unit is null || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var seconds = number * (unit == 0 ? 1 : unit.Value);
        return seconds > int.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);
    }

    /// <summary>A size for people, as ls -h and du -h print it.</summary>
    public static string Readable(long bytes)
    {
        if (bytes < 1024)
        {
            return bytes.ToString(CultureInfo.InvariantCulture);
        }

        double value = bytes;
        var unit = -1;
        while (value >= 1024 && unit < 4)
        {
            value /= 1024;
            unit++;
        }

        return value < 10 ? $"{(Math.Ceiling(value * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture)}{"KMGTP"[unit]}" : $"{Math.Ceiling(value).ToString("0", CultureInfo.InvariantCulture)}{"KMGTP"[unit]}";
    }
}
