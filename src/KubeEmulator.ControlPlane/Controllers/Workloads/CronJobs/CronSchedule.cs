using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>
/// When a CronJob is due: five fields, a descriptor such as <c>@daily</c>, or <c>@every 1h</c>, in a time zone. The times found are
/// those of the robfig parser that kube-controller-manager uses, also where clocks are changed.
/// </summary>
internal sealed class CronSchedule
{
    private static readonly (int Least, int Most, string Names)[] Fields =
        [(0, 59, ""), (0, 23, ""), (1, 31, ""), (1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"), (0, 6, "sun mon tue wed thu fri sat")];

    private static readonly Dictionary<string, string> Descriptors = new(StringComparer.Ordinal)
    {
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
        ["@monthly"] = "0 0 1 * *",
        ["@weekly"] = "0 0 * * 0",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@hourly"] = "0 * * * *",
    };

    private readonly CronField[] _fields;
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan? _every;

    private CronSchedule(CronField[] fields, TimeZoneInfo zone, TimeSpan? every) => (_fields, _zone, _every) = (fields, zone, every);

    /// <summary>Reads a schedule, whose own zone (<c>TZ=...</c>) goes before the other; null where it is none.</summary>
    public static CronSchedule? Parse(string text, TimeZoneInfo zone)
    {
        if (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..space], out var own))
            {
                return null;
            }

            (zone, text) = (own, text[space..].Trim());
        }

        const string every = "@every ";
        if (text.StartsWith(every, StringComparison.Ordinal))
        {
            return GoDuration.Parse(text[every.Length..]) is { } delay ? new CronSchedule([], zone, TimeSpan.FromSeconds(Math.Max(Math.Floor(delay.TotalSeconds), 1))) : null;
        }

        var parts = Descriptors.GetValueOrDefault(text, text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            return null;
        }

        var fields = parts.Zip(Fields, (part, bounds) => CronField.Parse(part, bounds.Least, bounds.Most, bounds.Names)).ToArray();
        return fields.All(f => f is not null) ? new CronSchedule(fields!, zone, null) : null;
    }

    /// <summary>The first time after another; null where there is none within five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var whole = after.AddTicks(-(after.UtcTicks % TimeSpan.TicksPerSecond));
        if (_every is { } delay)
        {
            return whole + delay;
        }

        var time = new LocalTime(whole.AddSeconds(1), _zone);
        var last = time.Local.Year + 5;
        while (time.Local.Year <= last)
        {
            if (TryAdvance(ref time))
            {
                return time.Instant;
            }
        }

        return null;
    }

    // One walk from months down to seconds; false where a field ran over its end, so that the larger ones have to be looked at again.
    private bool TryAdvance(ref LocalTime time)
    {
        if (!Skip(ref time, t => _fields[3].Has(t.Month), t => t.AddMonths(1), t => new DateTime(t.Year, t.Month, 1), t => t.Month == 1)
            || !Skip(ref time, DayMatches, t => t.AddDays(1), t => t.Date, t => t.Day == 1))
        {
            return false;
        }

        // Hours and below are steps of time, not of the calendar: an hour that the change of clocks leaves out is not due.
        while (!_fields[1].Has(time.Local.Hour))
        {
            time = time.Plus(TimeSpan.FromHours(1) - TimeSpan.FromTicks(time.Local.Ticks % TimeSpan.TicksPerHour));
            if (time.Local.Hour == 0)
            {
                return false;
            }
        }

        while (!_fields[0].Has(time.Local.Minute))
        {
            time = time.Plus(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(time.Local.Ticks % TimeSpan.TicksPerMinute));
            if (time.Local.Minute == 0)
            {
                return false;
            }
        }

        if (time.Local.Second == 0)
        {
            return true;
        }

        time = time.Plus(TimeSpan.FromSeconds(60 - time.Local.Second));
        return false;
    }

    private static bool Skip(ref LocalTime time, Func<DateTime, bool> matches, Func<DateTime, DateTime> next, Func<DateTime, DateTime> start, Func<DateTime, bool> wrapped)
    {
        while (!matches(time.Local))
        {
            time = time.At(next(start(time.Local)));
            if (wrapped(time.Local))
            {
                return false;
            }
        }

        return true;
    }

    // Of day of month and day of week, one is enough where both are given.
    private bool DayMatches(DateTime day)
    {
        var (ofMonth, ofWeek) = (_fields[2].Has(day.Day), _fields[4].Has((int)day.DayOfWeek));
        return _fields[2].IsStar || _fields[4].IsStar ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private readonly record struct LocalTime(DateTimeOffset Instant, TimeZoneInfo Zone)
    {
        public DateTime Local { get; } = TimeZoneInfo.ConvertTime(Instant, Zone).DateTime;

        public LocalTime Plus(TimeSpan span) => new(Instant + span, Zone);

        public LocalTime At(DateTime local) => new(new DateTimeOffset(local, Zone.GetUtcOffset(local)), Zone);
    }
}
