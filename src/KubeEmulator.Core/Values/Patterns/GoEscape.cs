using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>One escape of RE2: classes are ASCII, <c>\x{..}</c> takes any code point, <c>\pL</c> needs no braces.</summary>
internal static class GoEscape
{
    private const string Space = "\\t\\n\\f\\r ";
    private const string Word = "0-9A-Za-z_";

    /// <summary>Appends what stands at <paramref name="at"/> (a backslash) and gives the index behind it.</summary>
    public static int Append(string pattern, int at, StringBuilder text, bool inClass)
    {
        var c = pattern[at + 1];
        switch (c)
        {
            case 'd' or 'D':
                return Class(text, inClass, "0-9", "\\0-/:-\\uffff", c == 'D', at);
            case 'w' or 'W':
                return Class(text, inClass, Word, "\\0-/:-@\\[-\\^`\\{-\\uffff", c == 'W', at);
            case 's' or 'S':
                return Class(text, inClass, Space, "\\0-\\b\\v\\x0e-\\x1f!-\\uffff", c == 'S', at);
            case 'p' or 'P':
                return Property(pattern, at, text);
            case 'x':
                return Hex(pattern, at, text);
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                text.Append('\\').Append(c);
                return at + 2;
            case >= '0' and <= '7' when c == '0' || (at + 2 < pattern.Length && pattern[at + 2] is >= '0' and <= '7'):
                return Octal(pattern, at, text);
            default:
                if (char.IsAsciiLetterOrDigit(c) || c > 127)
                {
                    throw GoPatternTranslation.Fault("invalid escape sequence", pattern[at..(at + 2)]);
                }

                text.Append('\\').Append(c);
                return at + 2;
        }
    }

    private static int Class(StringBuilder text, bool inClass, string members, string others, bool negated, int at)
    {
        var set = negated ? others : members;
        text.Append(inClass ? set : $"[{set}]");
        return at + 2;
    }

    private static int Property(string pattern, int at, StringBuilder text)
    {
        if (at + 2 < pattern.Length && pattern[at + 2] != '{')
        {
            text.Append('\\').Append(pattern[at + 1]).Append('{').Append(pattern[at + 2]).Append('}');
            return at + 3;
        }

        var close = pattern.IndexOf('}', at);
        if (close < 0)
        {
            throw GoPatternTranslation.Fault("invalid character class range", pattern[at..]);
        }

        var name = pattern[(at + 3)..close];
        var negated = name.StartsWith('^') != (pattern[at + 1] == 'P');
        text.Append('\\').Append(negated ? 'P' : 'p').Append('{').Append(ScriptOf(name.TrimStart('^'))).Append('}');
        return close + 1;
    }

    // RE2 knows scripts, .NET knows blocks; the few scripts that patterns use.
    private static string ScriptOf(string name) => name switch
    {
        "Greek" => "IsGreek",
        "Cyrillic" => "IsCyrillic",
        "Han" => "IsCJKUnifiedIdeographs",
        "Hiragana" => "IsHiragana",
        "Katakana" => "IsKatakana",
        "Latin" => "L",
        _ => name,
    };

    private static int Hex(string pattern, int at, StringBuilder text)
    {
        var braced = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var close = braced ? pattern.IndexOf('}', at) : at + 4;
        var start = braced ? at + 3 : at + 2;
        if (close < start || close > pattern.Length
            || !int.TryParse(pattern.AsSpan(start, close - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10ffff or >= 0xd800 and <= 0xdfff)
        {
            throw GoPatternTranslation.Fault("invalid escape sequence", pattern[at..Math.Min(at + 4, pattern.Length)]);
        }

        foreach (var unit in char.ConvertFromUtf32(code))
        {
            text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return braced ? close + 1 : close;
    }

    private static int Octal(string pattern, int at, StringBuilder text)
    {
        var end = at + 1;
        var code = 0;
        while (end < pattern.Length && end < at + 4 && pattern[end] is >= '0' and <= '7')
        {
            code = (code * 8) + pattern[end++] - '0';
        }

        text.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}");
        return end;
    }
}
