namespace KubeEmulator.Nodes.Containers;

/// <summary>Whether a pattern of the catalog matches an image's name.</summary>
internal static class ImagePattern
{
    public static bool Matches(string pattern, string image)
    {
        var name = image.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.LastIndexOf(':');
        var hasTag = colon > slash;
        if (!pattern[(pattern.LastIndexOf('/') + 1)..].Contains(':', StringComparison.Ordinal))
        {
            name = hasTag ? name[..colon] : name;
        }
        else if (!hasTag)
        {
            name += ":latest";
        }

        return Glob(pattern, pattern.Contains('/', StringComparison.Ordinal) ? name : name[(name.LastIndexOf('/') + 1)..]);
    }

    // The greedy match with one step back: the last star takes one more character when what follows does not fit.
    private static bool Glob(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].All(letter => letter == '*');
    }
}
