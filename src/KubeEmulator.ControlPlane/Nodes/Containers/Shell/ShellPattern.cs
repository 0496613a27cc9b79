namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>Patterns of POSIX' 2.13: star, question mark, brackets; a backslash takes the meaning from the next letter.</summary>
internal static class ShellPattern
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("*?[]\\-!^");

    /// <summary>The text as a pattern that matches nothing else.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
        {
            return text;
        }

        var escaped = new System.Text.StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            escaped.Append(Special.Contains(letter) ? "\\" : "").Append(letter);
        }

        return escaped.ToString();
    }

    public static string Unescape(string pattern)
    {
        if (!pattern.Contains('\\', StringComparison.Ordinal))
        {
            return pattern;
        }

        var text = new System.Text.StringBuilder(pattern.Length);
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\' && index + 1 < pattern.Length)
            {
                index++;
            }

            text.Append(pattern[index]);
        }

        return text.ToString();
    }

    /// <summary>Whether anything in it is more than letters.</summary>
    public static bool IsPattern(string pattern)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == '\\')
            {
                index++;
            }
            else if (pattern[index] is '*' or '?' or '[')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the whole text matches.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = ++p;
                mark = t;
                continue;
            }

            if (p < pattern.Length && One(pattern, p, text[t]) is var next and > 0)
            {
                p = next;
                t++;
                continue;
            }

            if (star < 0)
            {
                return false;
            }

            p = star;
            t = ++mark;
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    // Matches one letter; the result is where the pattern goes on, 0: no match.
    private static int One(ReadOnlySpan<char> pattern, int at, char letter)
    {
        switch (pattern[at])
        {
            case '?':
                return at + 1;
            case '\\' when at + 1 < pattern.Length:
                return pattern[at + 1] == letter ? at + 2 : 0;
            case '[' when Bracket(pattern, at, letter, out var matched) is var end and > 0:
                return matched ? end : 0;
            case var other:
                return other == letter ? at + 1 : 0;
        }
    }

    // The result is the place after the closing bracket, 0: there is none and the bracket is a letter.
    private static int Bracket(ReadOnlySpan<char> pattern, int at, char letter, out bool matched)
    {
        matched = false;
        var index = at + 1;
        var negated = index < pattern.Length && pattern[index] is '!' or '^';
        index += negated ? 1 : 0;
        var first = index;
        while (index < pattern.Length && (pattern[index] != ']' || index == first))
        {
            if (pattern[index] == '[' && index + 1 < pattern.Length && pattern[index + 1] == ':' && pattern[index..].IndexOf(":]") is var close and > 0)
            {
                matched |= Class(pattern.Slice(index + 2, close - 2).ToString(), letter);
                index += close + 2;
                continue;
            }

            var low = Letter(pattern, ref index);
            var high = low;
            if (index + 1 < pattern.Length && pattern[index] == '-' && pattern[index + 1] != ']')
            {
                index++;
                high = Letter(pattern, ref index);
            }

            matched |= letter >= low && letter <= high;
        }

        matched ^= negated;
        return index < pattern.Length ? index + 1 : 0;
    }

    private static char Letter(ReadOnlySpan<char> pattern, ref int index)
    {
        if (pattern[index] == '\\' && index + 1 < pattern.Length)
        {
            index++;
        }

        return pattern[index++];
    }

    /// <summary>The classes of ctype.h in the C locale.</summary>
    public static bool Class(string name, char letter) => name switch
    {
        "alpha" => char.IsAsciiLetter(letter),
        "digit" => char.IsAsciiDigit(letter),
        "alnum" => char.IsAsciiLetterOrDigit(letter),
        "upper" => char.IsAsciiLetterUpper(letter),
        "lower" => char.IsAsciiLetterLower(letter),
        "space" => letter is ' ' or (>= '\t' and <= '\r'),
        "blank" => letter is ' ' or '\t',
        "punct" => letter is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(letter),
        "print" => letter is >= ' ' and < '\x7f',
        "graph" => letter is > ' ' and < '\x7f',
        "cntrl" => letter is < ' ' or '\x7f',
        "xdigit" => char.IsAsciiHexDigit(letter),
        _ => false,
    };
}
