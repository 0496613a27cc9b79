using System.Globalization;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>One field of a cron schedule: the numbers it allows.</summary>
/// <param name="Allowed">A bit for each number.</param>
/// <param name="IsStar">Whether it was written as <c>*</c>.</param>
internal sealed record CronField(ulong Allowed, bool IsStar)
{
    public bool Has(int number) => (Allowed & (1UL << number)) != 0;

    /// <summary>Reads a field; null where it is none.</summary>
    public static CronField? Parse(string text, int least, int most, string names)
    {
        var (allowed, star) = (0UL, false);
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Range(range, least, most, names) is not { } numbers)
            {
                return null;
            }

            allowed |= numbers.Allowed;
            star |= numbers.IsStar;
        }

        return new CronField(allowed, star);
    }

    private static CronField? Range(string text, int least, int most, string names)
    {
        var parts = text.Split('/');
        var limits = parts[0].Split('-');
        var star = limits[0] is "*" or "?";
        var (start, end, step) = (star ? least : Number(limits[0], names), star ? most : Number(limits[^1], names), 1);
        if (parts.Length == 2)
        {
            step = Number(parts[1], "");
            end = limits.Length == 1 ? most : end;

            // A step takes the star's special meaning for days away.
            star = star && step <= 1;
        }

        if (parts.Length > 2 || limits.Length > 2 || start < least || end > most || start > end || step <= 0)
        {
            return null;
        }

        var allowed = 0UL;
        for (var number = start; number <= end; number += step)
        {
            allowed |= 1UL << number;
        }

        return new CronField(allowed, star);
    }

    private static int Number(string text, string names)
    {
        var named = names.Length == 0 ? -1 : Array.FindIndex(names.Split(' '), n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        var first = names.StartsWith("jan", StringComparison.Ordinal) ? 1 : 0;
        return named >= 0 ? named + first : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
