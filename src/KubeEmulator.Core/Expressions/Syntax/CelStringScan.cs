namespace KubeEmulator.Expressions;

/// <summary>Finds the end of a quoted literal: the offset behind it, or where it breaks.</summary>
internal readonly record struct CelStringScan(bool Closed, int End)
{
    public static CelStringScan From(string text, int quoteAt, bool raw)
    {
        var quote = text[quoteAt];
        var isTriple = quoteAt + 2 < text.Length && text[quoteAt + 1] == quote && text[quoteAt + 2] == quote;
        if (!isTriple)
        {
            return Scan(text, quoteAt + 1, quote, raw, triple: false);
        }

        var triple = Scan(text, quoteAt + 3, quote, raw, triple: true);

        // Three quotes that never close are an empty string and something else behind it.
        return triple.Closed ? triple : new CelStringScan(true, quoteAt + 2);
    }

    private static CelStringScan Scan(string text, int at, char quote, bool raw, bool triple)
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (c == quote && (!triple || (at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote)))
            {
                return new CelStringScan(true, at + (triple ? 3 : 1));
            }

            if (!triple && c is '\n' or '\r')
            {
                return new CelStringScan(false, at);
            }

            if (c == '\\' && !raw)
            {
                var escape = Escape(text, at);
                if (!escape.Closed)
                {
                    return escape;
                }

                at = escape.End;
            }
            else
            {
                at++;
            }
        }

        return new CelStringScan(false, text.Length);
    }

    private static CelStringScan Escape(string text, int at)
    {
        var c = at + 1 < text.Length ? text[at + 1] : '\0';
        return c switch
        {
            'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '"' or '\'' or '\\' or '?' or '`' => new CelStringScan(true, at + 2),
            'x' or 'X' => Digits(text, at + 2, 2, char.IsAsciiHexDigit),
            'u' => Digits(text, at + 2, 4, char.IsAsciiHexDigit),
            'U' => Digits(text, at + 2, 8, char.IsAsciiHexDigit),
            >= '0' and <= '3' => Digits(text, at + 2, 2, d => d is >= '0' and <= '7'),
            _ => new CelStringScan(false, at + 1),
        };
    }

    private static CelStringScan Digits(string text, int from, int count, Func<char, bool> isDigit)
    {
        for (var i = from; i < from + count; i++)
        {
            if (i >= text.Length || !isDigit(text[i]))
            {
                return new CelStringScan(false, i);
            }
        }

        return new CelStringScan(true, from + count);
    }
}
