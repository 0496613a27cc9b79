using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>
/// Times as documents write them: RFC 3339 in UTC, to the second (<c>metav1.Time</c>) or the microsecond (<c>metav1.MicroTime</c>).
/// Reading accepts what Go's <c>time.Parse</c> accepts and refuses the rest in its words.
/// </summary>
public static class KubeTime
{
    // What happens in one second is written with one text.
    private static volatile Written _last = new(0, "0001-01-01T00:00:00Z");

    /// <summary>A time to the second, the rest cut off: <c>2026-01-02T03:04:05Z</c>.</summary>
    public static string Format(DateTimeOffset time)
    {
        var second = time.UtcTicks / TimeSpan.TicksPerSecond;
        var last = _last;
        if (last.Second != second)
        {
            _last = last = new Written(second, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        return last.Text;
    }

    /// <summary>A time to the microsecond: <c>2026-01-02T03:04:05.000006Z</c>.</summary>
    public static string FormatMicro(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a <c>metav1.Time</c>; <paramref name="error"/> has Go's words, and is empty otherwise.</summary>
    public static bool TryParse(string text, out DateTimeOffset time, out string error)
    {
        error = "";
        return PlainTime.TryRead(text, out time) || new GoTimeParser(text, GoTimeParser.Rfc3339).TryParse(out time, out error);
    }

    /// <summary>Reads a <c>metav1.MicroTime</c>, which must have six decimals.</summary>
    public static bool TryParseMicro(string text, out DateTimeOffset time, out string error)
    {
        error = "";
        return PlainTime.TryReadMicro(text, out time) || new GoTimeParser(text, GoTimeParser.Rfc3339Micro).TryParse(out time, out error);
    }

    /// <summary>A stored time (of either sort); <c>null</c> where the text is absent or no time.</summary>
    public static DateTimeOffset? Parse(string? text) => text is not null && TryParse(text, out var time, out _) ? time : null;

    private sealed record Written(long Second, string Text);
}
