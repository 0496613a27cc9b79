using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Whether a text is a cron schedule, in the words of the robfig parser that the real server uses.</summary>
internal static class CronScheduleText
{
    private static readonly Dictionary<string, uint> Months = Names("jan feb mar apr may jun jul aug sep oct nov dec", 1);
    private static readonly Dictionary<string, uint> Days = Names("sun mon tue wed thu fri sat", 0);

    private static readonly (uint Least, uint Most, Dictionary<string, uint>? Names)[] Fields =
        [(0, 59, null), (0, 23, null), (1, 31, null), (1, 12, Months), (0, 6, Days)];

    /// <summary>What is wrong with a schedule; null where nothing.</summary>
    public static string? Fault(string schedule)
    {
        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = schedule.IndexOf(' ', StringComparison.Ordinal);
            var zone = schedule.IndexOf('=', StringComparison.Ordinal) + 1;
            if (space < 0)
            {
                return "invalid schedule format: runtime error: slice bounds out of range [:-1]";
            }

            if (TimeZoneText.LoadFault(schedule[zone..space]) is { } unknown)
            {
                return $"provided bad location {schedule[zone..space]}: {unknown}";
            }

            schedule = schedule[space..].Trim();
        }

        if (schedule.StartsWith('@'))
        {
            return Descriptor(schedule);
        }

        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length)
        {
            return $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        }

        return fields.Zip(Fields).Select(f => Field(f.First, f.Second)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Descriptor(string text)
    {
        const string every = "@every ";
        if (text is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
        {
            return null;
        }

        return !text.StartsWith(every, StringComparison.Ordinal) ? $"unrecognized descriptor: {text}"
            : GoDuration.TryParse(text[every.Length..], out _, out var error) ? null
            : $"failed to parse duration {text}: {error}";
    }

    private static string? Field(string text, (uint Least, uint Most, Dictionary<string, uint>? Names) bounds) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => Range(range, bounds)).FirstOrDefault(fault => fault is not null);

    private static string? Range(string text, (uint Least, uint Most, Dictionary<string, uint>? Names) bounds)
    {
        var parts = text.Split('/');
        var limits = parts[0].Split('-');
        var (start, end, step) = (bounds.Least, bounds.Most, 1u);
        if (limits[0] is not ("*" or "?"))
        {
            if (Number(limits[0], bounds.Names, out start) is { } fault)
            {
                return fault;
            }

            end = start;
            if (limits.Length > 2)
            {
                return $"too many hyphens: {text}";
            }

            if (limits.Length == 2 && Number(limits[1], bounds.Names, out end) is { } endFault)
            {
                return endFault;
            }
        }

        if (parts.Length > 2)
        {
            return $"too many slashes: {text}";
        }

        if (parts.Length == 2)
        {
            if (Number(parts[1], null, out step) is { } fault)
            {
                return fault;
            }

            // "N/step" means "N-max/step".
            end = limits.Length == 1 ? bounds.Most : end;
        }

        return start < bounds.Least ? $"beginning of range ({start}) below minimum ({bounds.Least}): {text}"
            : end > bounds.Most ? $"end of range ({end}) above maximum ({bounds.Most}): {text}"
            : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {text}"
            : step == 0 ? $"step of range should be a positive number: {text}"
            : null;
    }

    private static string? Number(string text, Dictionary<string, uint>? names, out uint number)
    {
        if (names is not null && names.TryGetValue(text, out number))
        {
            return null;
        }

        number = 0;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed))
        {
            return $"failed to parse int from {text}: strconv.Atoi: parsing {GoText.Quote(text)}: invalid syntax";
        }

        number = (uint)Math.Clamp(parsed, 0, uint.MaxValue);
        return parsed < 0 ? $"negative number ({parsed}) not allowed: {text}" : null;
    }

    private static Dictionary<string, uint> Names(string names, uint first) =>
        names.Split(' ').Select((name, index) => (name, Number: first + (uint)index)).ToDictionary(n => n.name, n => n.Number, StringComparer.OrdinalIgnoreCase);
}
