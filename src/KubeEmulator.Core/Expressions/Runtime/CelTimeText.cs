using System.Globalization;
using System.Text.RegularExpressions;
using KubeEmulator.Objects;

namespace KubeEmulator.Expressions;

/// <summary>Reads instants and durations.</summary>
internal static partial class CelTimeText
{
    /// <summary>An RFC 3339 instant.</summary>
    public static CelTimestamp? Timestamp(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success || !DateTime.TryParseExact(
            match.Groups["time"].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var zone = match.Groups["zone"].Value;
        var offset = 0;
        if (zone.Length > 1)
        {
            var hours = int.Parse(zone.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            var minutes = int.Parse(zone.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture);
            if (hours > 24 || minutes > 60)
            {
                return null;
            }

            offset = ((hours * 60) + minutes) * (zone[0] == '-' ? -60 : 60);
        }

        var fraction = match.Groups["fraction"].Value;
        var nanoseconds = fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(9, '0').AsSpan(0, 9), NumberStyles.None, CultureInfo.InvariantCulture);
        return new CelTimestamp((long)(local - DateTime.UnixEpoch).TotalSeconds - offset, nanoseconds);
    }

    /// <summary>A date, as the instant it begins in UTC.</summary>
    public static CelTimestamp? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new CelTimestamp((long)(date.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds, 0)
            : null;

    /// <summary>A duration as the schema format <c>duration</c> allows it: Go's, or numbers with words (<c>2 days</c>).</summary>
    public static CelDuration? SchemaDuration(string text)
    {
        if (GoDuration.TryParse(text, out var exact, out _))
        {
            return new CelDuration(exact);
        }

        var match = Words().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var total = 0d;
        for (var i = 0; i < match.Groups["count"].Captures.Count; i++)
        {
            var seconds = match.Groups["unit"].Captures[i].Value switch
            {
                "ns" or "nano" => 1e-9,
                "us" or "\u00b5s" or "micro" => 1e-6,
                "ms" or "milli" => 1e-3,
                "s" or "sec" or "second" => 1,
                "m" or "min" or "minute" => 60,
                "h" or "hr" or "hour" => 3600,
                "d" or "day" => 86400,
                _ => 604800d,
            };
            total += double.Parse(match.Groups["count"].Captures[i].Value, CultureInfo.InvariantCulture) * seconds * 1e9;
        }

        return new CelDuration((long)total);
    }

    [GeneratedRegex(
        @"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([.,](?<fraction>\d+))?(?<zone>Z|[+-]\d\d:\d\d)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(
        @"^(\s*(?<count>\d+(\.\d+)?)\s*(?<unit>ns|nano|us|µs|micro|ms|milli|sec|second|s|min|minute|m|hr|hour|h|day|d|week|wk|w)s?)+\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
