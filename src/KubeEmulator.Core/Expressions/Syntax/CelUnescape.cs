using System.Globalization;
using System.Text;

namespace KubeEmulator.Expressions;

/// <summary>The contents of string and bytes literals (cel-go parser/unescape.go).</summary>
internal static class CelUnescape
{
    /// <summary>The text of a string literal as written; an error message where it names no code point.</summary>
    public static (string? Text, string? Error) String(string literal)
    {
        var body = Body(literal, out var raw);
        if (raw || !body.Contains('\\', StringComparison.Ordinal))
        {
            return (body, null);
        }

        var text = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
            {
                text.Append(body[i++]);
                continue;
            }

            var (value, _, next) = Escape(body, i);
            if (!Rune.IsValid(value))
            {
                return (null, "invalid unicode code point");
            }

            text.Append(new Rune(value).ToString());
            i = next;
        }

        return (text.ToString(), null);
    }

    /// <summary>The bytes of a bytes literal without its <c>b</c>.</summary>
    public static (byte[]? Bytes, string? Error) Bytes(string literal)
    {
        var body = Body(literal, out var raw);
        if (raw || !body.Contains('\\', StringComparison.Ordinal))
        {
            return (Encoding.UTF8.GetBytes(body), null);
        }

        var bytes = new List<byte>(body.Length);
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '\\')
            {
                var length = char.IsHighSurrogate(body[i]) && i + 1 < body.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(body, i, length));
                i += length;
                continue;
            }

            var (value, isCodePoint, next) = Escape(body, i);
            if (isCodePoint)
            {
                return (null, "unable to unescape string");
            }

            bytes.Add((byte)value);
            i = next;
        }

        return (bytes.ToArray(), null);
    }

    private static string Body(string literal, out bool raw)
    {
        raw = literal[0] is 'r' or 'R';
        var text = (raw ? literal[1..] : literal).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var isTriple = text.Length >= 6 && text[1] == text[0] && text[2] == text[0];
        return isTriple ? text[3..^3] : text[1..^1];
    }

    /// <summary>Reads the escape at <paramref name="at"/>; the lexer has checked its form.</summary>
    private static (int Value, bool IsCodePoint, int Next) Escape(string text, int at)
    {
        var c = text[at + 1];
        return c switch
        {
            'a' => ('\a', false, at + 2),
            'b' => ('\b', false, at + 2),
            'f' => ('\f', false, at + 2),
            'n' => ('\n', false, at + 2),
            'r' => ('\r', false, at + 2),
            't' => ('\t', false, at + 2),
            'v' => ('\v', false, at + 2),
            'x' or 'X' => (Hex(text, at + 2, 2), false, at + 4),
            'u' => (Hex(text, at + 2, 4), true, at + 6),
            'U' => (Hex(text, at + 2, 8), true, at + 10),
            >= '0' and <= '3' => (((c - '0') * 64) + ((text[at + 2] - '0') * 8) + (text[at + 3] - '0'), false, at + 4),
            _ => (c, false, at + 2),
        };
    }

    private static int Hex(string text, int at, int count) =>
        int.Parse(text.AsSpan(at, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
