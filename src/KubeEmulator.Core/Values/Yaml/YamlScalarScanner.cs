using System.Globalization;
using System.Text;

namespace KubeEmulator.Values;

/// <summary>Plain, quoted and block texts, with their folding of lines; go-yaml's <c>scannerc.go</c>.</summary>
internal static class YamlScalarScanner
{
    /// <summary>A text without quotes; it ends where an indicator could begin, or at a line that is indented less.</summary>
    public static YamlToken Plain(YamlCursor cursor, int parentIndent, bool inFlow, out bool crossedLines)
    {
        var start = cursor.Mark;
        var text = new StringBuilder();
        var gap = new Gap();
        while (!cursor.IsDocumentIndicator() && cursor.Current != '#')
        {
            while (!cursor.IsBlankOrEnd() && !EndsPlain(cursor, inFlow))
            {
                gap.MoveTo(text);
                cursor.Read(text);
            }

            if (!cursor.IsBlank() && !cursor.IsBreak())
            {
                break;
            }

            while (cursor.IsBlank() || cursor.IsBreak())
            {
                if (gap.CrossesLines && cursor.Mark.Column <= parentIndent && cursor.Current == '\t')
                {
                    throw YamlFaults.Scanner(cursor.Mark, "found a tab character that violates indentation");
                }

                gap.Take(cursor);
            }

            if (!inFlow && cursor.Mark.Column <= parentIndent)
            {
                break;
            }
        }

        crossedLines = gap.CrossesLines;
        return new YamlToken(YamlTokenKind.Scalar, start, text.ToString(), IsPlain: true);
    }

    /// <summary>A text in single or double quotes.</summary>
    public static YamlToken Quoted(YamlCursor cursor)
    {
        var start = cursor.Mark;
        var quote = cursor.Current;
        cursor.Skip();
        var text = new StringBuilder();
        while (true)
        {
            if (cursor.IsDocumentIndicator())
            {
                throw YamlFaults.Scanner(cursor.Mark, "found unexpected document indicator");
            }

            if (cursor.AtEnd)
            {
                throw YamlFaults.Scanner(cursor.Mark, "found unexpected end of stream");
            }

            var gap = new Gap();
            ReadQuoted(cursor, quote, text, gap);
            if (cursor.Current == quote)
            {
                cursor.Skip();
                return new YamlToken(YamlTokenKind.Scalar, start, text.ToString());
            }

            while (cursor.IsBlank() || cursor.IsBreak())
            {
                gap.Take(cursor);
            }

            gap.MoveTo(text);
        }
    }

    /// <summary>A text of whole lines behind <c>|</c> (as they are) or <c>&gt;</c> (folded).</summary>
    public static YamlToken Block(YamlCursor cursor, int parentIndent, bool literal)
    {
        var start = cursor.Mark;
        cursor.Skip();
        var (keep, indent) = Header(cursor, parentIndent);
        var (text, lineBreak, more) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        BlockBreaks(cursor, parentIndent, ref indent, more);
        var wasIndented = false;
        while (cursor.Mark.Column == indent && !cursor.AtEnd)
        {
            var isIndented = cursor.IsBlank();
            if (!literal && !wasIndented && !isIndented && lineBreak.Length > 0 && lineBreak[0] == '\n')
            {
                text.Append(more.Length == 0 ? " " : "");
            }
            else
            {
                text.Append(lineBreak);
            }

            text.Append(more);
            lineBreak.Clear();
            more.Clear();
            wasIndented = isIndented;
            while (!cursor.IsBreakOrEnd())
            {
                cursor.Read(text);
            }

            cursor.ReadLineBreak(lineBreak);
            BlockBreaks(cursor, parentIndent, ref indent, more);
        }

        text.Append(keep >= 0 ? lineBreak : null).Append(keep > 0 ? more : null);
        return new YamlToken(YamlTokenKind.Scalar, start, text.ToString());
    }

    private static bool EndsPlain(YamlCursor cursor, bool inFlow) =>
        (cursor.Current == ':' && cursor.IsBlankOrEnd(1)) || (inFlow && cursor.Current is ',' or '?' or '[' or ']' or '{' or '}' && inFlow);

    private static void ReadQuoted(YamlCursor cursor, char quote, StringBuilder text, Gap gap)
    {
        while (!cursor.IsBlankOrEnd())
        {
            if (cursor.Current == quote)
            {
                if (quote != '\'' || cursor.At(1) != '\'')
                {
                    return;
                }

                text.Append('\'');
                cursor.Skip(2);
            }
            else if (quote == '"' && cursor.Current == '\\')
            {
                if (cursor.IsBreak(1))
                {
                    cursor.Skip();
                    cursor.SkipLineBreak();
                    gap.StartAfterEscapedBreak();
                    return;
                }

                Escape(cursor, text);
            }
            else
            {
                cursor.Read(text);
            }
        }
    }

    private static void Escape(YamlCursor cursor, StringBuilder text)
    {
        const string letters = "0abt\tnvfre \"'\\N_LP";
        const string meanings = "\0\a\b\t\t\n\v\f\r\u001b \"'\\\u0085\u00a0\u2028\u2029";
        var letter = cursor.At(1);
        var length = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        var known = letters.IndexOf(letter, StringComparison.Ordinal);
        if (length == 0 && (known < 0 || letter == '\0'))
        {
            throw YamlFaults.Scanner(cursor.Mark, "found unknown escape character");
        }

        cursor.Skip(2);
        if (length == 0)
        {
            text.Append(meanings[known]);
            return;
        }

        var digits = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            digits.Append(char.IsAsciiHexDigit(cursor.At(i)) ? cursor.At(i) : throw YamlFaults.Scanner(cursor.Mark, "did not find expected hexdecimal number"));
        }

        var code = uint.Parse(digits.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!Rune.IsValid(code))
        {
            throw YamlFaults.Scanner(cursor.Mark, "found invalid Unicode character escape code");
        }

        text.Append(new Rune(code).ToString());
        cursor.Skip(length);
    }

    // Keep: -1 strips the last line break, 1 keeps all that follow.
    private static (int Keep, int Indent) Header(YamlCursor cursor, int parentIndent)
    {
        var (keep, increment) = (0, 0);
        for (var i = 0; i < 2; i++)
        {
            if (keep == 0 && cursor.Current is '+' or '-' && keep == 0)
            {
                keep = cursor.Current == '+' ? 1 : -1;
                cursor.Skip();
            }
            else if (increment == 0 && char.IsAsciiDigit(cursor.Current))
            {
                increment = cursor.Current - '0';
                if (increment == 0)
                {
                    throw YamlFaults.Scanner(cursor.Mark, "found an indentation indicator equal to 0");
                }

                cursor.Skip();
            }
        }

        cursor.SkipBlanks();
        cursor.SkipComment();
        if (!cursor.IsBreakOrEnd())
        {
            throw YamlFaults.Scanner(cursor.Mark, "did not find expected comment or line break");
        }

        cursor.SkipLineBreak();
        return (keep, increment == 0 ? 0 : Math.Max(parentIndent, 0) + increment);
    }

    // Empty lines and the next line's indentation, which the first line decides where the header does not.
    private static void BlockBreaks(YamlCursor cursor, int parentIndent, ref int indent, StringBuilder breaks)
    {
        var widest = 0;
        while (true)
        {
            while ((indent == 0 || cursor.Mark.Column < indent) && cursor.Current == ' ')
            {
                cursor.Skip();
            }

            widest = Math.Max(widest, cursor.Mark.Column);
            if ((indent == 0 || cursor.Mark.Column < indent) && cursor.Current == '\t')
            {
                throw YamlFaults.Scanner(cursor.Mark, "found a tab character where an indentation space is expected");
            }

            if (!cursor.IsBreak())
            {
                break;
            }

            cursor.ReadLineBreak(breaks);
        }

        if (indent == 0)
        {
            indent = Math.Max(1, Math.Max(widest, parentIndent + 1));
        }
    }

    /// <summary>White space inside a text: one line break folds to a space, more of them to one less.</summary>
    private sealed class Gap
    {
        private readonly StringBuilder _blanks = new();
        private readonly StringBuilder _first = new();
        private readonly StringBuilder _more = new();

        public bool CrossesLines { get; private set; }

        public void StartAfterEscapedBreak() => CrossesLines = true;

        public void Take(YamlCursor cursor)
        {
            if (cursor.IsBreak())
            {
                cursor.ReadLineBreak(CrossesLines ? _more : _first);
                _blanks.Clear();
                CrossesLines = true;
            }
            else if (CrossesLines)
            {
                cursor.Skip();
            }
            else
            {
                cursor.Read(_blanks);
            }
        }

        public void MoveTo(StringBuilder text)
        {
            if (!CrossesLines)
            {
                text.Append(_blanks);
            }
            else if (_first.Length > 0 && _first[0] == '\n')
            {
                text.Append(_more.Length == 0 ? " " : "").Append(_more);
            }
            else
            {
                text.Append(_first).Append(_more);
            }

            _blanks.Clear();
            _first.Clear();
            _more.Clear();
            CrossesLines = false;
        }
    }
}
