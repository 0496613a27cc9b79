using System.Globalization;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>The parts of instants and durations (cel-go common/stdlib).</summary>
internal static class StandardTimes
{
    public static IEnumerable<CelFunction> All =>
    [
        Part("getFullYear", "year", t => t.Year),
        Part("getMonth", "month", t => t.Month - 1),
        Part("getDayOfYear", "day_of_year", t => t.DayOfYear - 1),
        Part("getDayOfMonth", "day_of_month", t => t.Day - 1),
        Part("getDate", "day_of_month_1_based", t => t.Day),
        Part("getDayOfWeek", "day_of_week", t => (int)t.DayOfWeek),
        Part("getHours", "hours", t => t.Hour, CelDuration.Second * 3600),
        Part("getMinutes", "minutes", t => t.Minute, CelDuration.Second * 60),
        Part("getSeconds", "seconds", t => t.Second, CelDuration.Second),
        Part("getMilliseconds", "milliseconds", t => t.Millisecond, CelDuration.Second / 1000),
    ];

    private static CelFunction Part(string name, string id, Func<DateTime, int> part, long durationUnit = 0)
    {
        List<CelOverload> overloads =
        [
            Member($"timestamp_to_{id}", "timestamp -> int", a => CelInt.Of(part(((CelTimestamp)a[0]).Utc))),
            Member($"timestamp_to_{id}_with_tz", "timestamp, string -> int", a => InZone((CelTimestamp)a[0], ((CelString)a[1]).Text, part)),
        ];
        if (durationUnit > 0)
        {
            overloads.Add(Member($"duration_to_{id}", "duration -> int", a => CelInt.Of(((CelDuration)a[0]).Nanoseconds / durationUnit)));
        }

        return new CelFunction(name, overloads);
    }

    private static CelValue InZone(CelTimestamp time, string zone, Func<DateTime, int> part)
    {
        var colon = zone.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            return Offset(zone, colon) is { } minutes
                ? CelInt.Of(part(Shift(time.Utc, TimeSpan.FromMinutes(minutes))))
                : new CelError($"strconv.Atoi: parsing \"{(IsWhole(zone[..colon]) ? zone[(colon + 1)..] : zone[..colon])}\": invalid syntax");
        }

        if (zone is "" or "UTC")
        {
            return CelInt.Of(part(time.Utc));
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && zone != "Local"
            ? CelInt.Of(part(Shift(time.Utc, found.GetUtcOffset(DateTime.SpecifyKind(time.Utc, DateTimeKind.Utc)))))
            : new CelError($"unknown time zone {zone}");
    }

    /// <summary>Year 1 and year 9999 have a day before and after them in Go, not in .NET.</summary>
    private static DateTime Shift(DateTime time, TimeSpan by)
    {
        var ticks = Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return new DateTime(ticks);
    }

    private static int? Offset(string zone, int colon)
    {
        if (!IsWhole(zone[..colon]) || !IsWhole(zone[(colon + 1)..]))
        {
            return null;
        }

        var hours = int.Parse(zone.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var minutes = int.Parse(zone.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return zone[0] == '-' ? (hours * 60) - minutes : (hours * 60) + minutes;
    }

    private static bool IsWhole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
