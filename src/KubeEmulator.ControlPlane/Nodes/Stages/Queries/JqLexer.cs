using System.Globalization;
using System.Text;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>Takes a query apart.</summary>
internal sealed class JqLexer(string text)
{
    private static readonly string[] Marks = ["//", "==", "!=", "<=", ">=", "..", "|", ",", "(", ")", "[", "]", ":", "?", "<", ">", "+", "-", "*", "/", "%", "."];
    private readonly List<JqToken> _tokens = [];
    private int _at;

    /// <exception cref="JqException">A string is not closed, or a character means nothing.</exception>
    public IReadOnlyList<JqToken> Read()
    {
        while (_at < text.Length)
        {
            if (char.IsWhiteSpace(text[_at]))
            {
                _at++;
                continue;
            }

            Token();
        }

        _tokens.Add(new JqToken(JqTokenKind.End, "", text.Length + 1));
        return _tokens;
    }

    private void Token()
    {
        var start = _at;
        var c = text[_at];
        if (c == '"')
        {
            Add(JqTokenKind.String, Quoted(), start);
        }
        else if (char.IsAsciiDigit(c))
        {
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or 'e' or 'E' || (text[_at] is '-' or '+' && text[_at - 1] is 'e' or 'E')))
            {
                _at++;
            }

            Add(JqTokenKind.Number, text[start.._at], start);
        }
        else if (IsName(c))
        {
            Add(JqTokenKind.Word, Name(), start);
        }
        else if (c == '.' && _at + 1 < text.Length && IsName(text[_at + 1]))
        {
            _at++;
            Add(JqTokenKind.Field, Name(), start);
        }
        else if (Array.Find(Marks, m => string.CompareOrdinal(text, start, m, 0, m.Length) == 0) is { } mark)
        {
            _at += mark.Length;
            Add(JqTokenKind.Mark, mark, start);
        }
        else
        {
            throw new JqException($"position {start + 1}: the character '{c}' is not of the part of jq that is offered");
        }
    }

    private static bool IsName(char c) => char.IsAsciiLetter(c) || c == '_';

    private string Name()
    {
        var start = _at;
        while (_at < text.Length && (IsName(text[_at]) || char.IsAsciiDigit(text[_at])))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string Quoted()
    {
        var start = _at++;
        var result = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                _at++;
                return result.ToString();
            }

            result.Append(text[_at] == '\\' ? Escaped() : text[_at]);
        }

        throw new JqException($"position {start + 1}: a string is not closed");
    }

    private char Escaped()
    {
        var c = ++_at < text.Length ? text[_at] : '\0';
        if (c == 'u' && _at + 4 < text.Length && int.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            _at += 4;
            return (char)code;
        }

        return c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            '"' or '\\' or '/' => c,
            '(' => throw new JqException($"position {_at}: values within strings are not offered"),
            _ => throw new JqException($"position {_at}: \\{c} is no escape"),
        };
    }

    private void Add(JqTokenKind kind, string said, int start) => _tokens.Add(new JqToken(kind, said, start + 1));
}
