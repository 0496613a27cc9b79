using System.Globalization;

namespace KubeEmulator.Values;

/// <summary>Texts that YAML 1.1 takes for a time; they stay texts here, but are quoted on the way out.</summary>
internal static class YamlTimestamps
{
    public static bool IsTimestamp(string text)
    {
        if (text.Length < 8 || text[4] != '-' || text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }

        var at = 5;
        if (!Number(text, ref at, 1, 12, out var month) || !Sign(text, ref at, '-') || !Number(text, ref at, 0, 31, out var day))
        {
            return false;
        }

        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return day >= 1 && day <= DateTime.DaysInMonth(Math.Max(year, 1), month) && (at == text.Length || TimeOfDay(text, at));
    }

    private static bool TimeOfDay(string text, int at)
    {
        var separator = text[at++];
        if (separator is not ('T' or 't' or ' ')
            || !Number(text, ref at, 0, 23, out _) || !Sign(text, ref at, ':')
            || !Number(text, ref at, 0, 59, out _) || !Sign(text, ref at, ':')
            || !Number(text, ref at, 0, 59, out _))
        {
            return false;
        }

        if (at < text.Length && text[at] is '.' or ',')
        {
            var start = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == start)
            {
                return false;
            }
        }

        // Only a time after a space goes without a zone.
        return separator == ' ' ? at == text.Length : text.AsSpan(at) is "Z" || Zone(text.AsSpan(at));
    }

    private static bool Zone(ReadOnlySpan<char> zone) =>
        zone.Length == 6 && zone[0] is '+' or '-' && zone[3] == ':' && char.IsAsciiDigit(zone[1]) && char.IsAsciiDigit(zone[2]) && char.IsAsciiDigit(zone[4]) && char.IsAsciiDigit(zone[5]);

    private static bool Number(string text, ref int at, int least, int most, out int value)
    {
        var start = at;
        while (at < text.Length && at < start + 2 && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        value = at == start ? -1 : int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture);
        return value >= least && value <= most;
    }

    private static bool Sign(string text, ref int at, char sign) => at < text.Length && text[at++] == sign;
}
