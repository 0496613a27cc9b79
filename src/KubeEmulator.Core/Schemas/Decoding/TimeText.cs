using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Time fields: any RFC 3339 time in, UTC to the second (or microsecond) out.</summary>
internal static class TimeText
{
    /// <summary>The time as written; itself where it already is so, JSON null for Go's zero time.</summary>
    public static Value Canonical(StringValue text, bool micro, out string? error)
    {
        error = null;
        if (!micro && IsPlain(text.Text))
        {
            return text;
        }

        var parsed = micro
            ? KubeTime.TryParseMicro(text.Text, out var time, out var fault)
            : KubeTime.TryParse(text.Text, out time, out fault);
        if (!parsed)
        {
            error = fault;
            return text;
        }

        if (time == DateTimeOffset.MinValue)
        {
            return NullValue.Null;
        }

        var canonical = micro ? KubeTime.FormatMicro(time) : KubeTime.Format(time);
        return canonical == text.Text ? text : StringValue.Of(canonical);
    }

    // Nearly every time in a stored document: 2026-01-02T03:04:05Z with a day that every month has. The rest is parsed.
    internal static bool IsPlain(string text)
    {
        if (text.Length != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' || text[0] == '0')
        {
            return false;
        }

        return Pair(text, 0) >= 0 && Pair(text, 2) >= 0 && Pair(text, 5) is >= 1 and <= 12 && Pair(text, 8) is >= 1 and <= 28
            && Pair(text, 11) is >= 0 and < 24 && Pair(text, 14) is >= 0 and < 60 && Pair(text, 17) is >= 0 and < 60;
    }

    private static int Pair(string text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
