namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <content>What starts with a dollar sign.</content>
internal sealed partial class ShellLexer
{
    private void ReadDollar(List<WordPart> parts, System.Text.StringBuilder text, bool quoted)
    {
        var next = position + 1 < source.Length ? source[position + 1] : '\0';
        if (next == '(' || next == '{' || IsNameStart(next) || IsSpecial(next))
        {
            Cut(parts, text, quoted);
            position++;
            parts.Add(ReadSubstitution(quoted));
        }
        else
        {
            text.Append('$');
            position++;
        }
    }

    private WordPart ReadSubstitution(bool quoted)
    {
        if (Take('('))
        {
            if (Take('('))
            {
                return new WordPart.Arithmetic(Read(Context.Arithmetic), quoted);
            }

            // The commands are parsed from here, so that brackets and quotes in them end where they should.
            depth++;
            var body = new ShellParser(this).ParseUntilBracket();
            depth--;
            return new WordPart.Command(body, quoted);
        }

        return Take('{') ? ReadBraced(quoted) : new WordPart.Parameter(ReadName(braced: false), "", Word.Empty, quoted);
    }

    private WordPart ReadBraced(bool quoted)
    {
        if (Current == '#' && position + 1 < source.Length && source[position + 1] is not ('}' or ':' or '-' or '=' or '?' or '+' or '%' or '#'))
        {
            position++;
            var measured = ReadName(braced: true);
            return measured.Length > 0 && Take('}') ? new WordPart.Parameter(measured, "length", Word.Empty, quoted) : ReadBad(quoted);
        }

        var name = ReadName(braced: true);
        if (name.Length == 0)
        {
            return ReadBad(quoted);
        }

        if (Take('}'))
        {
            return new WordPart.Parameter(name, "", Word.Empty, quoted);
        }

        var operation = ReadOperation();
        if (operation is null)
        {
            return AtEnd ? throw Error("Missing '}'") : ReadBad(quoted);
        }

        // A pattern keeps the meaning of single quotes even within double quotes.
        var isPattern = operation[0] is '#' or '%';
        var argument = Read(quoted && !isPattern ? Context.QuotedBrace : Context.Brace);
        return new WordPart.Parameter(name, operation, argument, quoted);
    }

    private WordPart.Bad ReadBad(bool quoted)
    {
        Read(quoted ? Context.QuotedBrace : Context.Brace);
        return new WordPart.Bad(quoted);
    }

    private string? ReadOperation()
    {
        var start = position;
        if (Take(':'))
        {
            return Current is '-' or '=' or '?' or '+' ? source[start..++position] : null;
        }

        if (Current is '#' or '%')
        {
            var letter = Current;
            position++;
            return Take(letter) ? new string(letter, 2) : letter.ToString();
        }

        return Current is '-' or '=' or '?' or '+' ? source[position++].ToString() : null;
    }

    private string ReadName(bool braced)
    {
        var start = position;
        if (IsNameStart(Current))
        {
            while (!AtEnd && (IsNameStart(Current) || char.IsAsciiDigit(Current)))
            {
                position++;
            }
        }
        else if (char.IsAsciiDigit(Current))
        {
            do
            {
                position++;
            }
            while (braced && char.IsAsciiDigit(Current));
        }
        else if (IsSpecial(Current))
        {
            position++;
        }

        return source[start..position];
    }

    private static bool IsNameStart(char letter) => char.IsAsciiLetter(letter) || letter == '_';

    private static bool IsSpecial(char letter) => letter is '@' or '*' or '#' or '?' or '-' or '$' or '!' || char.IsAsciiDigit(letter);
}
