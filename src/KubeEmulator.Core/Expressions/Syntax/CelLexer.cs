namespace KubeEmulator.Expressions;

/// <summary>
/// Splits an expression into tokens, longest match first. What no rule covers is reported and skipped,
/// as the generated lexer of cel-go does.
/// </summary>
internal sealed class CelLexer
{
    private readonly string _text;
    private readonly Action<int, string> _report;
    private readonly List<CelToken> _tokens = [];
    private int _at;

    private CelLexer(string text, Action<int, string> report)
    {
        _text = text;
        _report = report;
    }

    /// <summary>The tokens, ending in <see cref="CelTokenKind.EndOfFile"/>; <paramref name="report"/> gets offset and message.</summary>
    public static List<CelToken> Read(string text, Action<int, string> report)
    {
        var lexer = new CelLexer(text, report);
        while (lexer._at < text.Length)
        {
            lexer.Next();
        }

        lexer._tokens.Add(new CelToken(CelTokenKind.EndOfFile, "<EOF>", text.Length));
        return lexer._tokens;
    }

    private void Next()
    {
        var c = _text[_at];
        if (c is ' ' or '\t' or '\r' or '\n' or '\f')
        {
            _at++;
        }
        else if (c == '/' && Peek(1) == '/')
        {
            var end = _text.IndexOf('\n', _at);
            _at = end < 0 ? _text.Length : end;
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Number();
        }
        else if (StringStart() is var prefix and >= 0)
        {
            String(prefix);
        }
        else if (char.IsAsciiLetter(c) || c == '_')
        {
            Word();
        }
        else if (c == '`')
        {
            Escaped();
        }
        else
        {
            Symbol(c);
        }
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void Emit(CelTokenKind kind, int length)
    {
        _tokens.Add(new CelToken(kind, _text.Substring(_at, length), _at));
        _at += length;
    }

    private void Symbol(char c)
    {
        var (kind, length) = (c, Peek(1)) switch
        {
            ('=', '=') => (CelTokenKind.Equals, 2),
            ('!', '=') => (CelTokenKind.NotEquals, 2),
            ('<', '=') => (CelTokenKind.LessEquals, 2),
            ('>', '=') => (CelTokenKind.GreaterEquals, 2),
            ('&', '&') => (CelTokenKind.And, 2),
            ('|', '|') => (CelTokenKind.Or, 2),
            ('<', _) => (CelTokenKind.Less, 1),
            ('>', _) => (CelTokenKind.Greater, 1),
            ('[', _) => (CelTokenKind.LeftBracket, 1),
            (']', _) => (CelTokenKind.RightBracket, 1),
            ('{', _) => (CelTokenKind.LeftBrace, 1),
            ('}', _) => (CelTokenKind.RightBrace, 1),
            ('(', _) => (CelTokenKind.LeftParenthesis, 1),
            (')', _) => (CelTokenKind.RightParenthesis, 1),
            ('.', _) => (CelTokenKind.Dot, 1),
            (',', _) => (CelTokenKind.Comma, 1),
            ('-', _) => (CelTokenKind.Minus, 1),
            ('!', _) => (CelTokenKind.Not, 1),
            ('?', _) => (CelTokenKind.Question, 1),
            (':', _) => (CelTokenKind.Colon, 1),
            ('+', _) => (CelTokenKind.Plus, 1),
            ('*', _) => (CelTokenKind.Star, 1),
            ('/', _) => (CelTokenKind.Slash, 1),
            ('%', _) => (CelTokenKind.Percent, 1),
            _ => (CelTokenKind.EndOfFile, 0),
        };
        if (length > 0)
        {
            Emit(kind, length);
            return;
        }

        // A lone '=', '&' or '|' fails at the character behind it, anything else at itself.
        Fail(c is '=' or '&' or '|' ? _at + 1 : _at);
    }

    /// <summary>Reports the text up to and including the character that fits no rule, and goes on behind it.</summary>
    private void Fail(int failedAt)
    {
        var end = Math.Min(failedAt + 1, _text.Length);
        if (end < _text.Length && char.IsHighSurrogate(_text[end - 1]))
        {
            end++;
        }

        var shown = _text[_at..end].Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
        _report(_at, $"token recognition error at: '{shown}'");
        _at = end;
    }

    private void Word()
    {
        var length = 1;
        while (char.IsAsciiLetterOrDigit(Peek(length)) || Peek(length) == '_')
        {
            length++;
        }

        var kind = _text.AsSpan(_at, length) switch
        {
            "in" => CelTokenKind.In,
            "true" => CelTokenKind.True,
            "false" => CelTokenKind.False,
            "null" => CelTokenKind.Null,
            _ => CelTokenKind.Identifier,
        };
        Emit(kind, length);
    }

    private void Escaped()
    {
        var length = 1;
        while (char.IsAsciiLetterOrDigit(Peek(length)) || Peek(length) is '_' or '.' or '-' or '/' or ' ')
        {
            length++;
        }

        if (length > 1 && Peek(length) == '`')
        {
            Emit(CelTokenKind.EscapedIdentifier, length + 1);
        }
        else
        {
            Fail(_at + length);
        }
    }

    private void Number()
    {
        if (_text[_at] == '0' && Peek(1) == 'x' && char.IsAsciiHexDigit(Peek(2)))
        {
            var hex = 3;
            while (char.IsAsciiHexDigit(Peek(hex)))
            {
                hex++;
            }

            EmitInteger(hex);
            return;
        }

        var length = Digits(0);
        var fraction = Peek(length) == '.' && char.IsAsciiDigit(Peek(length + 1));
        if (fraction)
        {
            length = Digits(length + 1);
        }

        var sign = Peek(length + 1) is '+' or '-' ? 1 : 0;
        var exponent = Peek(length) is 'e' or 'E' && char.IsAsciiDigit(Peek(length + 1 + sign));
        if (exponent)
        {
            length = Digits(length + 1 + sign);
        }

        if (fraction || exponent)
        {
            Emit(CelTokenKind.Float, length);
        }
        else
        {
            EmitInteger(length);
        }
    }

    private int Digits(int from)
    {
        while (char.IsAsciiDigit(Peek(from)))
        {
            from++;
        }

        return from;
    }

    private void EmitInteger(int length)
    {
        var isUnsigned = Peek(length) is 'u' or 'U';
        Emit(isUnsigned ? CelTokenKind.Uint : CelTokenKind.Int, isUnsigned ? length + 1 : length);
    }

    /// <summary>How many prefix letters stand before an opening quote here; -1 where no string starts.</summary>
    private int StringStart()
    {
        var prefix = 0;
        if (Peek(prefix) is 'b' or 'B')
        {
            prefix++;
        }

        if (Peek(prefix) is 'r' or 'R')
        {
            prefix++;
        }

        return Peek(prefix) is '"' or '\'' ? prefix : -1;
    }

    private void String(int prefix)
    {
        var scan = CelStringScan.From(_text, _at + prefix, prefix > 0 && _text[_at + prefix - 1] is 'r' or 'R');
        if (scan.Closed)
        {
            Emit(_text[_at] is 'b' or 'B' ? CelTokenKind.Bytes : CelTokenKind.String, scan.End - _at);
        }
        else if (prefix > 0)
        {
            // The letters alone are an identifier; the quote behind them then fails by itself.
            Emit(CelTokenKind.Identifier, prefix);
        }
        else
        {
            Fail(scan.End);
        }
    }
}
