using System.Globalization;

namespace KubeEmulator.Objects;

/// <summary>Go's <c>time.Parse</c> for the RFC 3339 layouts, piece by piece, so that an error names the same piece.</summary>
internal sealed class GoTimeParser
{
    public const string Rfc3339 = "2006-01-02T15:04:05Z07:00";
    public const string Rfc3339Micro = "2006-01-02T15:04:05.000000Z07:00";

    private const int MicroDigits = 6;
    private readonly string _text;
    private readonly string _layout;
    private string _rest;
    private string _error = "";
    private long _nanoseconds;
    private TimeSpan _offset;

    public GoTimeParser(string text, string layout) => (_text, _layout, _rest) = (text, layout, text);

    public bool TryParse(out DateTimeOffset time, out string error)
    {
        time = default;
        var read = Number("2006", out var year, 4)
            && Skip("-") && Number("01", out var month, inRange: m => m is >= 1 and <= 12, what: "month")
            && Skip("-") && Number("02", out var day)
            && Skip("T") && Number("15", out var hour, 1, h => h < 24, "hour")
            && Skip(":") && Number("04", out var minute, inRange: m => m < 60, what: "minute")
            && Skip(":") && Number("05", out var second, inRange: s => s < 60, what: "second")
            && Fraction() && Zone()
            && End() && DayExists(year, month, day)
            && Combine(year, month, day, new TimeSpan(hour, minute, second), out time);
        error = _error;
        return read;
    }

    // digits: 4 for exactly four, 2 for exactly two, 1 for one or two.
    private bool Number(string element, out int value, int digits = 2, Func<int, bool>? inRange = null, string what = "")
    {
        var count = 0;
        while (count < Math.Max(digits, 2) && count < _rest.Length && char.IsAsciiDigit(_rest[count]))
        {
            count++;
        }

        value = 0;
        if (count < digits)
        {
            return CannotParse(_rest, element);
        }

        value = int.Parse(_rest.AsSpan(0, count), CultureInfo.InvariantCulture);
        _rest = _rest[count..];
        return inRange is null || inRange(value) || Fail($": {what} out of range");
    }

    private bool Skip(string prefix)
    {
        if (!_rest.StartsWith(prefix, StringComparison.Ordinal))
        {
            return CannotParse(_rest, prefix);
        }

        _rest = _rest[prefix.Length..];
        return true;
    }

    // A fraction may follow the seconds even where the layout has none; where it has one, it must be as long.
    private bool Fraction()
    {
        var present = _rest.Length >= 2 && _rest[0] is '.' or ',' && _rest.Length >= 2 && char.IsAsciiDigit(_rest[1]);
        var length = 1;
        while (present && length < _rest.Length && char.IsAsciiDigit(_rest[length]))
        {
            length++;
        }

        if (_layout == Rfc3339Micro)
        {
            if (!present || length <= MicroDigits)
            {
                return CannotParse(_rest, ".000000");
            }

            length = MicroDigits + 1;
        }
        else if (!present)
        {
            return true;
        }

        var digits = _rest[1..Math.Min(length, 10)].PadRight(9, '0');
        _nanoseconds = long.Parse(digits, CultureInfo.InvariantCulture);
        _rest = _rest[length..];
        return true;
    }

    private bool Zone()
    {
        const string element = "Z07:00";
        if (_rest.StartsWith('Z'))
        {
            _rest = _rest[1..];
            return true;
        }

        if (_rest.Length < 6 || _rest[3] != ':' || !TwoDigits(_rest, 1, out var hours) || !TwoDigits(_rest, 4, out var minutes))
        {
            return CannotParse(_rest, element);
        }

        var hold = _rest;
        _rest = _rest[6..];
        // Go lets through offsets of 24 hours and of 60 minutes.
        if (hours > 24 || minutes > 60)
        {
            return Fail($": time zone offset {(minutes > 60 ? "minute" : "hour")} out of range");
        }

        if (hold[0] is not ('+' or '-'))
        {
            return CannotParse(hold, element);
        }

        _offset = new TimeSpan(hours, minutes, 0) * (hold[0] == '-' ? -1 : 1);
        return true;
    }

    private bool End() => _rest.Length == 0 || Fail($": extra text: {GoText.Quote(_rest)}");

    private bool DayExists(int year, int month, int day) =>
        (day >= 1 && day <= DateTime.DaysInMonth(Math.Max(year, 1), month)) || Fail(": day out of range");

    private bool Combine(int year, int month, int day, TimeSpan timeOfDay, out DateTimeOffset time)
    {
        var local = new DateTime(Math.Max(year, 1), month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + timeOfDay.Ticks + (_nanoseconds / 100);
        time = new DateTimeOffset(Math.Clamp(local - _offset.Ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        return true;
    }

    private static bool TwoDigits(string text, int at, out int value)
    {
        value = char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
        return value >= 0;
    }

    private bool CannotParse(string rest, string element) =>
        Fail($" as {GoText.Quote(_layout)}: cannot parse {GoText.Quote(rest)} as {GoText.Quote(element)}");

    private bool Fail(string message)
    {
        _error = $"parsing time {GoText.Quote(_text)}{message}";
        return false;
    }
}
