using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>What styles a text may be written in; libyaml's <c>analyze_scalar</c>.</summary>
internal readonly record struct YamlScalar(bool Multiline, bool PlainAllowed, bool SingleAllowed, bool BlockAllowed)
{
    public static YamlScalar Analyze(string text)
    {
        if (text.Length == 0)
        {
            return new YamlScalar(false, true, true, false);
        }

        var indicators = text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal) || StartsAsIndicator(text);
        bool breaks = false, special = false, breakSpace = false, spaceBreak = false, afterSpace = false, afterBreak = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var blankBefore = i > 0 && IsBlank(text[i - 1]);
            var blankAfter = i + 1 >= text.Length || text[i + 1] is ' ' or '\t';
            indicators |= i > 0 && ((c == ':' && blankAfter) || (c == '#' && blankBefore));
            special |= !IsPrintable(c);
            var isBreak = IsBreak(c);
            breaks |= isBreak;
            breakSpace |= c == ' ' && afterBreak;
            spaceBreak |= isBreak && afterSpace;
            (afterSpace, afterBreak) = (c == ' ', isBreak);
        }

        var edge = text[0] == ' ' || text[^1] == ' ' || IsBreak(text[0]) || IsBreak(text[^1]);
        var quoted = spaceBreak || special;
        return new YamlScalar(
            breaks,
            !(edge || breakSpace || quoted || breaks || indicators),
            !(breakSpace || quoted),
            !(text[^1] == ' ' || quoted));
    }

    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    // Whatever is outside the basic plane is escaped, as go-yaml does.
    public static bool IsPrintable(char c) => c is '\n' or (>= ' ' and <= '~') or (>= '\u00a0' and <= '\ud7ff') or (>= '\ue000' and <= '\ufffd' and not '\ufeff');

    public static void AppendEscape(Rune rune, StringBuilder text)
    {
        var escape = rune.Value switch
        {
            0 => "\\0",
            7 => "\\a",
            8 => "\\b",
            9 => "\\t",
            10 => "\\n",
            11 => "\\v",
            12 => "\\f",
            13 => "\\r",
            27 => "\\e",
            '"' => "\\\"",
            '\\' => "\\\\",
            0x85 => "\\N",
            0xa0 => "\\_",
            0x2028 => "\\L",
            0x2029 => "\\P",
            <= 0xff => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
            <= 0xffff => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
        };
        text.Append(escape);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\0' || IsBreak(c);

    private static bool StartsAsIndicator(string text)
    {
        var blankAfter = text.Length == 1 || text[1] is ' ' or '\t';
        return "#,[]{}&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal) || (text[0] is '?' or ':' or '-' && blankAfter);
    }
}
