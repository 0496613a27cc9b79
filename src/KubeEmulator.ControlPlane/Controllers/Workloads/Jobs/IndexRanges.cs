using System.Globalization;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>A set of completion indexes, written <c>0,2-4</c>. Immutable.</summary>
internal sealed class IndexRanges
{
    public static readonly IndexRanges None = new([]);

    private readonly (int First, int Last)[] _ranges;

    private IndexRanges((int First, int Last)[] ranges) => _ranges = ranges;

    /// <summary>How many indexes there are.</summary>
    public int Count => _ranges.Sum(r => r.Last - r.First + 1);

    /// <summary>The ranges in order.</summary>
    public IReadOnlyList<(int First, int Last)> Ranges => _ranges;

    /// <summary>Reads the text; malformed parts and indexes from <paramref name="completions"/> on are left out.</summary>
    public static IndexRanges Parse(string text, int completions)
    {
        var ranges = new List<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-');
            if (TryNumber(dash < 0 ? part : part[..dash], out var first) && TryNumber(dash < 0 ? part : part[(dash + 1)..], out var last) && first < completions)
            {
                ranges.Add((first, Math.Min(last, completions - 1)));
            }
        }

        return Merge(ranges);
    }

    public bool Contains(int index) => _ranges.Any(r => r.First <= index && index <= r.Last);

    /// <summary>With further indexes.</summary>
    public IndexRanges With(IEnumerable<int> indexes) => Merge([.. _ranges, .. indexes.Select(i => (i, i))]);

    /// <summary>With another set's indexes.</summary>
    public IndexRanges With(IndexRanges other) => Merge([.. _ranges, .. other._ranges]);

    /// <summary>How many indexes both have.</summary>
    public int Overlap(IndexRanges other) =>
        _ranges.Sum(mine => other._ranges.Sum(theirs => Math.Max(Math.Min(mine.Last, theirs.Last) - Math.Max(mine.First, theirs.First) + 1, 0)));

    /// <summary>The lowest indexes below <paramref name="completions"/> that are missing here.</summary>
    public IEnumerable<int> Missing(int completions)
    {
        var candidate = 0;
        foreach (var (first, last) in _ranges)
        {
            for (; candidate < Math.Min(first, completions); candidate++)
            {
                yield return candidate;
            }

            candidate = Math.Max(candidate, last + 1);
        }

        for (; candidate < completions; candidate++)
        {
            yield return candidate;
        }
    }

    /// <summary>Two neighbours stand alone, three make a range.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(r => (r.Last - r.First) switch
    {
        0 => Text(r.First),
        1 => $"{Text(r.First)},{Text(r.Last)}",
        _ => $"{Text(r.First)}-{Text(r.Last)}",
    }));

    private static string Text(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static IndexRanges Merge(IReadOnlyCollection<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Where(r => r.First <= r.Last).OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged.Count == 0 ? None : new IndexRanges([.. merged]);
    }
}
