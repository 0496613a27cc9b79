using System.Text;

namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <content>Words: quotes and substitutions.</content>
internal sealed partial class ShellLexer
{
    // Dollar signs, quotes and brackets nest; a script that nests deeper than this is an attack on the stack.
    private const int MaxDepth = 200;

    private int depth;

    private enum Context
    {
        /// <summary>Outside of quotes: ends at a blank or an operator.</summary>
        Bare,

        /// <summary>In double quotes: ends at the quote.</summary>
        Double,

        /// <summary>In a here-document: ends with the text.</summary>
        Here,

        /// <summary>In an expression: ends at two brackets.</summary>
        Arithmetic,

        /// <summary>In ${x-word}: ends at the brace.</summary>
        Brace,

        /// <summary>In ${x-word} within double quotes: single quotes are letters.</summary>
        QuotedBrace,
    }

    /// <summary>The whole text, read as if in double quotes.</summary>
    public Word ReadQuotedText() => Read(Context.Here);

    private Word ReadWord() => Read(Context.Bare);

    private Word Read(Context context)
    {
        if (++depth > MaxDepth)
        {
            throw Error("nested too deep");
        }

        var parts = new List<WordPart>();
        var text = new StringBuilder();
        var quotedContext = context is Context.Double or Context.Here or Context.Arithmetic or Context.QuotedBrace;
        var parentheses = 0;
        while (!Ends(context, ref parentheses))
        {
            switch (Current)
            {
                case '\\':
                    ReadEscape(parts, text, context, quotedContext);
                    break;
                case '\'' when !quotedContext:
                    Cut(parts, text, false);
                    parts.Add(new WordPart.Literal(ReadSingleQuoted(), true));
                    break;
                case '"' when context is not (Context.Double or Context.Here or Context.Arithmetic):
                    Cut(parts, text, quotedContext);
                    position++;
                    AddQuoted(parts);
                    break;
                case '"' when context is Context.Arithmetic:
                    position++;
                    break;
                case '$':
                    ReadDollar(parts, text, quotedContext);
                    break;
                case '`':
                    Cut(parts, text, quotedContext);
                    parts.Add(ReadBackquoted(quotedContext));
                    break;
                default:
                    Line += Current == '\n' ? 1 : 0;
                    text.Append(Current);
                    position++;
                    break;
            }
        }

        Cut(parts, text, quotedContext);
        depth--;
        return new Word(parts);
    }

    private bool Ends(Context context, ref int parentheses)
    {
        switch (context)
        {
            case Context.Bare:
                return AtEnd || Current is ' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')';
            case Context.Here:
                return AtEnd;
            case Context.Double:
                return AtEnd ? throw Error("Unterminated quoted string") : Take('"');
            case Context.Brace or Context.QuotedBrace:
                return AtEnd ? throw Error("Missing '}'") : Take('}');
            default:
                return EndsArithmetic(ref parentheses);
        }
    }

    private bool EndsArithmetic(ref int parentheses)
    {
        if (AtEnd)
        {
            throw Error("Missing '))'");
        }

        if (Current == '(')
        {
            parentheses++;
        }
        else if (Current == ')' && parentheses > 0)
        {
            parentheses--;
        }
        else if (Current == ')')
        {
            position++;
            return Take(')') ? true : throw Error("Missing '))'");
        }

        return false;
    }

    private bool Take(char letter)
    {
        if (Current != letter)
        {
            return false;
        }

        position++;
        return true;
    }

    private static void Cut(List<WordPart> parts, StringBuilder text, bool quoted)
    {
        if (text.Length > 0)
        {
            parts.Add(new WordPart.Literal(text.ToString(), quoted));
            text.Clear();
        }
    }

    // An empty pair of quotes is a field of its own, so it leaves an empty literal.
    private void AddQuoted(List<WordPart> parts)
    {
        var inside = Read(Context.Double);
        if (inside.Parts.Count == 0)
        {
            parts.Add(new WordPart.Literal("", true));
        }

        parts.AddRange(inside.Parts);
    }

    private void ReadEscape(List<WordPart> parts, StringBuilder text, Context context, bool quotedContext)
    {
        position++;
        if (AtEnd)
        {
            text.Append('\\');
            return;
        }

        var letter = Current;
        position++;
        if (letter == '\n')
        {
            Line++;
            return;
        }

        if (!quotedContext)
        {
            Cut(parts, text, false);
            parts.Add(new WordPart.Literal(letter.ToString(), true));
            return;
        }

        var special = letter is '$' or '`' or '\\' || (letter == '"' && context != Context.Here) || (letter == '}' && context == Context.QuotedBrace);
        text.Append(special ? "" : "\\").Append(letter);
    }

    private string ReadSingleQuoted()
    {
        var end = source.IndexOf('\'', position + 1);
        if (end < 0)
        {
            Line += source.AsSpan(position).Count('\n');
            throw Error("Unterminated quoted string");
        }

        var text = source[(position + 1)..end];
        Line += text.AsSpan().Count('\n');
        position = end + 1;
        return text;
    }

    private WordPart.Command ReadBackquoted(bool quoted)
    {
        var text = new StringBuilder();
        var startLine = Line;
        position++;
        while (Current != '`' || AtEnd)
        {
            if (AtEnd)
            {
                throw Error("EOF in backquote substitution");
            }

            if (Current == '\\' && position + 1 < source.Length && (source[position + 1] is '$' or '`' or '\\' || (quoted && source[position + 1] == '"')))
            {
                position++;
            }

            Line += Current == '\n' ? 1 : 0;
            text.Append(Current);
            position++;
        }

        position++;
        return new WordPart.Command(new ShellParser(new ShellLexer(text.ToString(), startLine) { depth = depth }).ParseAll(), quoted);
    }
}
