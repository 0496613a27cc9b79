using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Indexes of a job as text: <c>0,2-4</c>, growing, below the number of completions.</summary>
internal static class JobIndexes
{
    /// <summary>How many indexes there are; false with the server's words where the text is malformed.</summary>
    public static bool TryCount(string text, long completions, out long count, out string error)
    {
        (count, error) = (0, "");
        long? last = null;
        foreach (var part in text.Length == 0 ? [] : text.Split(','))
        {
            if (!TryInterval(part, completions, out var from, out var to, out error))
            {
                return false;
            }

            if (last >= from)
            {
                error = $"non-increasing order, previous: {last}, current: {from}";
                return false;
            }

            (count, last) = (count + to - from + 1, to);
        }

        return true;
    }

    /// <summary>The first index that is in both texts; malformed parts are passed over.</summary>
    public static long? FirstCommon(string one, string other, long completions)
    {
        var (left, right) = (Intervals(one, completions), Intervals(other, completions));
        var (l, r) = (0, 0);
        while (l < left.Count && r < right.Count)
        {
            if (left[l].From <= right[r].To && right[r].From <= left[l].To)
            {
                return Math.Max(left[l].From, right[r].From);
            }

            (l, r) = left[l].From <= right[r].From ? (l + 1, r) : (l, r + 1);
        }

        return null;
    }

    private static List<(long From, long To)> Intervals(string text, long completions)
    {
        var intervals = new List<(long, long)>();
        foreach (var part in text.Length == 0 ? [] : text.Split(','))
        {
            if (TryInterval(part, completions, out var from, out var to, out _))
            {
                intervals.Add((from, to));
            }
        }

        return intervals;
    }

    private static bool TryInterval(string text, long completions, out long from, out long to, out string error)
    {
        (from, to) = (0, 0);
        var limits = text.Split('-');
        if (limits.Length > 2)
        {
            error = $"the fragment {GoText.Quote(text)} violates the requirement that an index interval can have at most two parts separated by '-'";
            return false;
        }

        if (!TryIndex(limits[0], completions, out from, out error) || (limits.Length == 2 && !TryIndex(limits[1], completions, out to, out error)))
        {
            return false;
        }

        if (limits.Length == 1)
        {
            to = from;
        }
        else if (from >= to)
        {
            error = $"non-increasing order, previous: {from}, current: {to}";
            return false;
        }

        return true;
    }

    private static bool TryIndex(string text, long completions, out long index, out string error)
    {
        error = !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index) ? $"cannot convert string to integer for index: {GoText.Quote(text)}"
            : index >= completions ? $"too large index: {GoText.Quote(text)}"
            : "";
        return error.Length == 0;
    }
}
