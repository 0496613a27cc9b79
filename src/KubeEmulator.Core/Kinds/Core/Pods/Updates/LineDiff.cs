using System.Text;

namespace KubeEmulator.Kinds;

/// <summary>A unified diff of two texts, as go-difflib writes it (without file names).</summary>
internal static class LineDiff
{
    private readonly record struct Edit(char Sign, string Line, int Left, int Right);

    public static string Unified(string[] left, string[] right, int context)
    {
        var edits = Edits(left, right);
        var text = new StringBuilder();
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Sign == ' ')
            {
                continue;
            }

            var (start, end) = (Math.Max(0, i - context), HunkEnd(edits, i, context));
            Hunk(text, edits, start, end);
            i = end;
        }

        return text.ToString();
    }

    // Changes closer than two contexts share a hunk.
    private static int HunkEnd(List<Edit> edits, int from, int context)
    {
        var last = from;
        for (var i = from; i < edits.Count && i - last <= 2 * context; i++)
        {
            last = edits[i].Sign == ' ' ? last : i;
        }

        return Math.Min(edits.Count - 1, last + context);
    }

    private static void Hunk(StringBuilder text, List<Edit> edits, int start, int end)
    {
        var hunk = edits.GetRange(start, end - start + 1);
        var (lefts, rights) = (hunk.Count(e => e.Sign != '+'), hunk.Count(e => e.Sign != '-'));
        text.Append(FormattableString.Invariant($"@@ -{Range(hunk[0].Left, lefts)} +{Range(hunk[0].Right, rights)} @@\n"));
        foreach (var edit in hunk)
        {
            text.Append(edit.Sign).Append(edit.Line).Append('\n');
        }
    }

    private static string Range(int before, int count) => count switch
    {
        0 => FormattableString.Invariant($"{before},0"),
        1 => FormattableString.Invariant($"{before + 1}"),
        _ => FormattableString.Invariant($"{before + 1},{count}"),
    };

    // The longest common subsequence; pod specs have a few hundred lines.
    private static List<Edit> Edits(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var l = left.Length - 1; l >= 0; l--)
        {
            for (var r = right.Length - 1; r >= 0; r--)
            {
                common[l, r] = left[l] == right[r] ? common[l + 1, r + 1] + 1 : Math.Max(common[l + 1, r], common[l, r + 1]);
            }
        }

        var edits = new List<Edit>(left.Length + right.Length);
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                edits.Add(new Edit(' ', left[i], i++, j++));
            }
            else if (i < left.Length && (j == right.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(new Edit('-', left[i], i++, j));
            }
            else
            {
                edits.Add(new Edit('+', right[j], i, j++));
            }
        }

        return edits;
    }
}
