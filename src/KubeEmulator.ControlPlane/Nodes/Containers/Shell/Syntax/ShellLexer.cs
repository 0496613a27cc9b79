using System.Text;

namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>Cuts a script into tokens, by the rules of POSIX' Shell Command Language 2.3. Words come parsed.</summary>
internal sealed partial class ShellLexer(string source, int line = 1)
{
    private static readonly string[] Operators = ["<<-", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", "&", "|", ";", "<", ">", "(", ")"];

    private readonly List<(Redirection Target, string Delimiter, bool Quoted, bool StripTabs)> hereDocuments = [];
    private int position;

    public int Line { get; private set; } = line;

    /// <summary>Whether the text ended before a here-document did.</summary>
    public bool MissesHereDocument { get; private set; }

    private char Current => position < source.Length ? source[position] : '\0';

    private bool AtEnd => position >= source.Length;

    public ShellToken Next()
    {
        SkipBlanks();
        var at = Line;
        if (AtEnd)
        {
            ReadHereDocuments();
            return new ShellToken("", null, at);
        }

        if (Current == '\n')
        {
            position++;
            Line++;
            ReadHereDocuments();
            return new ShellToken("\n", null, at);
        }

        foreach (var operation in Operators)
        {
            if (string.CompareOrdinal(source, position, operation, 0, operation.Length) == 0)
            {
                position += operation.Length;
                return new ShellToken(operation, null, at);
            }
        }

        if (Digits() is { } descriptor)
        {
            var redirection = Next();
            return redirection with { Descriptor = descriptor };
        }

        return new ShellToken(null, ReadWord(), at);
    }

    /// <summary>The text of the here-document comes after the current line.</summary>
    public void Expect(Redirection target, string delimiter, bool quoted, bool stripTabs) => hereDocuments.Add((target, delimiter, quoted, stripTabs));

    // A number right before < or > is a descriptor.
    private int? Digits()
    {
        var end = position;
        while (end < source.Length && char.IsAsciiDigit(source[end]))
        {
            end++;
        }

        if (end == position || end >= source.Length || source[end] is not ('<' or '>') || end - position > 4)
        {
            return null;
        }

        var number = int.Parse(source.AsSpan(position, end - position), System.Globalization.CultureInfo.InvariantCulture);
        position = end;
        return number;
    }

    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' or '\r')
            {
                position++;
            }
            else if (Current == '\\' && position + 1 < source.Length && source[position + 1] == '\n')
            {
                position += 2;
                Line++;
            }
            else if (Current == '#')
            {
                while (!AtEnd && Current != '\n')
                {
                    position++;
                }
            }
            else
            {
                return;
            }
        }
    }

    private void ReadHereDocuments()
    {
        foreach (var (target, delimiter, quoted, stripTabs) in hereDocuments)
        {
            var startLine = Line;
            var text = ReadHereText(delimiter, stripTabs);
            target.Target = quoted ? new Word([new WordPart.Literal(text, true)]) : new ShellLexer(text, startLine).ReadQuotedText();
        }

        hereDocuments.Clear();
    }

    private string ReadHereText(string delimiter, bool stripTabs)
    {
        var text = new StringBuilder();
        while (!AtEnd)
        {
            var end = source.IndexOf('\n', position);
            var row = end < 0 ? source[position..] : source[position..end];
            position = end < 0 ? source.Length : end + 1;
            Line++;
            row = stripTabs ? row.TrimStart('\t') : row;
            if (row == delimiter)
            {
                break;
            }

            MissesHereDocument = AtEnd;
            text.Append(row).Append(end < 0 ? "" : "\n");
        }

        return text.ToString();
    }

    private ShellSyntaxException Error(string message) => new(Line, message);
}
