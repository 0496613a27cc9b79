using System.Globalization;
using System.Text;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>Takes a template apart; Go's <c>text/template/parse/lex.go</c>.</summary>
internal sealed class TemplateLexer(string text)
{
    private const string Blank = " \t\r\n";
    private readonly List<TemplateToken> _tokens = [];
    private int _at;
    private int _line = 1;

    /// <exception cref="TemplateException">An action is not closed, or has a character that means nothing.</exception>
    public IReadOnlyList<TemplateToken> Read()
    {
        var trim = false;
        while (_at < text.Length)
        {
            var open = text.IndexOf("{{", _at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            var trimsBefore = open >= 0 && open + 3 < text.Length && text[open + 2] == '-' && Blank.Contains(text[open + 3], StringComparison.Ordinal);
            Literal(end, trim, trimsBefore);
            if (open < 0)
            {
                break;
            }

            _at = open + (trimsBefore ? 4 : 2);
            trim = Action();
        }

        return _tokens;
    }

    private void Literal(int end, bool trimStart, bool trimEnd)
    {
        var raw = text[_at..end];
        var line = _line;
        _line += raw.Count(c => c == '\n');
        var shown = trimStart ? raw.TrimStart(Blank.ToCharArray()) : raw;
        shown = trimEnd ? shown.TrimEnd(Blank.ToCharArray()) : shown;
        if (shown.Length > 0)
        {
            _tokens.Add(new TemplateToken(TemplateTokenKind.Text, shown, line, false));
        }

        _at = end;
    }

    /// <returns>Whether the text that follows loses the space at its beginning.</returns>
    private bool Action()
    {
        if (Comment(out var trimmed))
        {
            return trimmed;
        }

        Add(TemplateTokenKind.Open, "{{", false);
        while (true)
        {
            var space = SkipBlank();
            if (_at >= text.Length)
            {
                throw Fault("an action is not closed: }} is missing");
            }

            if (Starts("}}") || (space && Starts("-}}")))
            {
                var trim = text[_at] == '-';
                _at += trim ? 3 : 2;
                Add(TemplateTokenKind.Close, "}}", space);
                return trim;
            }

            Token(space);
        }
    }

    private bool Comment(out bool trimmed)
    {
        trimmed = false;
        var start = _at;
        while (start < text.Length && Blank.Contains(text[start], StringComparison.Ordinal))
        {
            start++;
        }

        if (string.CompareOrdinal(text, start, "/*", 0, 2) != 0)
        {
            return false;
        }

        var end = text.IndexOf("*/", start, StringComparison.Ordinal);
        var close = end < 0 ? -1 : text.IndexOf("}}", end, StringComparison.Ordinal);
        if (close < 0 || text[(end + 2)..close].Trim() is not ("" or "-"))
        {
            throw Fault("a comment is not closed: */}} is missing");
        }

        trimmed = text[close - 1] == '-';
        _line += text[_at..close].Count(c => c == '\n');
        _at = close + 2;
        return true;
    }

    private void Token(bool space)
    {
        var c = text[_at];
        switch (c)
        {
            case '"':
                Add(TemplateTokenKind.String, Quoted(), space);
                break;
            case '`':
                Add(TemplateTokenKind.String, Raw(), space);
                break;
            case '\'':
                Add(TemplateTokenKind.Number, Character(), space);
                break;
            case ':' when Starts(":="):
                _at += 2;
                Add(TemplateTokenKind.Mark, ":=", space);
                break;
            case '=' or '|' or '(' or ')' or ',':
                _at++;
                Add(TemplateTokenKind.Mark, c.ToString(), space);
                break;
            case '$':
                _at++;
                Add(TemplateTokenKind.Variable, "$" + Name(), space);
                break;
            case '.' when _at + 1 >= text.Length || !char.IsAsciiDigit(text[_at + 1]):
                _at++;
                var name = Name();
                Add(name.Length == 0 ? TemplateTokenKind.Dot : TemplateTokenKind.Field, name, space);
                break;
            default:
                Add(IsNumber(c) ? TemplateTokenKind.Number : TemplateTokenKind.Word, IsNumber(c) ? Number() : Word(c), space);
                break;
        }
    }

    private bool IsNumber(char c) => char.IsAsciiDigit(c) || c == '.' || (c is '-' or '+' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]));

    private string Number()
    {
        var start = _at++;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '_'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Word(char c)
    {
        var name = Name();
        return name.Length > 0 ? name : throw Fault($"the character '{c}' means nothing in an action");
    }

    private string Name()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted()
    {
        var result = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '\n'; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                return result.ToString();
            }

            result.Append(text[_at] == '\\' ? Escaped() : text[_at].ToString());
        }

        throw Fault("a string is not closed");
    }

    // At the backslash; leaves the place at the escape's last character.
    private string Escaped()
    {
        var c = ++_at < text.Length ? text[_at] : '\0';
        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            return c switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'a' => "\a", 'b' => "\b", 'f' => "\f", 'v' => "\v", '\\' or '"' or '\'' => c.ToString(), _ => throw Fault($"\\{c} is no escape") };
        }

        if (_at + digits >= text.Length || !int.TryParse(text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
        {
            throw Fault($"\\{c} is not followed by {digits} hexadecimal digits of a character");
        }

        _at += digits;
        return new Rune(code).ToString();
    }

    private string Raw()
    {
        var end = text.IndexOf('`', _at + 1);
        if (end < 0)
        {
            throw Fault("a raw string is not closed");
        }

        var raw = text[(_at + 1)..end];
        _line += raw.Count(c => c == '\n');
        _at = end + 1;
        return raw;
    }

    private string Character()
    {
        _at++;
        var c = _at < text.Length ? (text[_at] == '\\' ? Escaped() : text[_at].ToString()) : "";
        if (++_at >= text.Length || text[_at] != '\'')
        {
            throw Fault("a character constant is not closed");
        }

        _at++;
        return ((int)c[0]).ToString(CultureInfo.InvariantCulture);
    }

    private bool SkipBlank()
    {
        var start = _at;
        while (_at < text.Length && Blank.Contains(text[_at], StringComparison.Ordinal))
        {
            _line += text[_at++] == '\n' ? 1 : 0;
        }

        return _at > start;
    }

    private bool Starts(string mark) => string.CompareOrdinal(text, _at, mark, 0, mark.Length) == 0;

    private void Add(TemplateTokenKind kind, string said, bool space) => _tokens.Add(new TemplateToken(kind, said, _line, space));

    private TemplateException Fault(string message) => new($"line {_line}: {message}");
}
