using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>Ages as tables print them: two or three figures; apimachinery's <c>pkg/util/duration</c>.</summary>
public static class HumanDuration
{
    /// <summary>An age with up to two units: <c>5m30s</c>, <c>3d2h</c>.</summary>
    public static string Format(TimeSpan age)
    {
        var seconds = Whole(age.TotalSeconds);
        if (seconds < 120)
        {
            // Clocks may differ by a second or so; further in the future is no age.
            return seconds < -1 ? "<invalid>" : seconds < 0 ? "0s" : $"{seconds}s";
        }

        var minutes = Whole(age.TotalMinutes);
        if (minutes < 180)
        {
            return minutes < 10 ? Two(minutes, "m", seconds % 60, "s") : $"{minutes}m";
        }

        var hours = Whole(age.TotalHours);
        if (hours < 48)
        {
            return hours < 8 ? Two(hours, "h", minutes % 60, "m") : $"{hours}h";
        }

        var days = hours / 24;
        return hours switch
        {
            < 24 * 8 => Two(days, "d", hours % 24, "h"),
            < 24 * 365 * 2 => $"{days}d",
            < 24 * 365 * 8 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    /// <summary>The age since a time in a document; <c>&lt;unknown&gt;</c> where there is none.</summary>
    public static string Since(string? timestamp, DateTimeOffset now) => KubeTime.Parse(timestamp) is { } then ? Format(now - then) : "<unknown>";

    /// <summary>An age with one unit.</summary>
    public static string FormatShort(TimeSpan age)
    {
        var seconds = Whole(age.TotalSeconds);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 60 => $"{seconds}s",
            < 3600 => $"{seconds / 60}m",
            < 86400 => $"{seconds / 3600}h",
            < 86400L * 365 => $"{seconds / 86400}d",
            _ => $"{seconds / 86400 / 365}y",
        };
    }

    private static long Whole(double value) => (long)Math.Truncate(value);

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit}{(small == 0 ? "" : $"{small}{smallUnit}")}");
}
