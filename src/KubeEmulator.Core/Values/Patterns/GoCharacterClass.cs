using System.Text;

namespace KubeEmulator.Values;

/// <summary>A bracketed class of RE2: POSIX names inside, and no subtraction as .NET has it.</summary>
internal sealed class GoCharacterClass(string pattern, int start)
{
    private static readonly Dictionary<string, string> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = "\\0-\\x7f",
        ["blank"] = "\\t ",
        ["cntrl"] = "\\0-\\x1f\\x7f",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = "!-/:-@\\[-`{-~",
        ["space"] = "\\t\\n\\v\\f\\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Appends the class and gives the index behind it.</summary>
    public int AppendTo(StringBuilder text)
    {
        var at = start + 1;
        text.Append('[');
        if (at < pattern.Length && pattern[at] == '^')
        {
            text.Append('^');
            at++;
        }

        var first = true;
        while (at < pattern.Length && (pattern[at] != ']' || first))
        {
            first = false;
            at = Member(text, at);
        }

        if (at >= pattern.Length)
        {
            throw GoPatternTranslation.Fault("missing closing ]", pattern[start..]);
        }

        text.Append(']');
        return at + 1;
    }

    private int Member(StringBuilder text, int at)
    {
        var c = pattern[at];
        if (c == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':' && pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is var end and > 0)
        {
            return Named(text, at, end);
        }

        if (c == '\\')
        {
            return at + 1 < pattern.Length ? GoEscape.Append(pattern, at, text, inClass: true) : throw GoPatternTranslation.Fault("missing closing ]", pattern[start..]);
        }

        if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] is not (']' or '\\') && pattern[at + 2] < c)
        {
            throw GoPatternTranslation.Fault("invalid character class range", pattern[at..(at + 3)]);
        }

        // In .NET a bracket begins a subtraction and a closing one in first place ends the class.
        text.Append(c is '[' or ']' ? $"\\{c}" : c.ToString());
        return at + 1;
    }

    private int Named(StringBuilder text, int at, int end)
    {
        var name = pattern[(at + 2)..end];
        var negated = name.StartsWith('^');
        if (!Posix.TryGetValue(name.TrimStart('^'), out var members) || negated)
        {
            throw GoPatternTranslation.Fault("invalid character class range", pattern[at..(end + 2)]);
        }

        text.Append(members);
        return end + 2;
    }
}
