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
        if (micro ? PlainTime.IsMicro(text.Text) : PlainTime.Is(text.Text))
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
}
