using System.Text;

namespace KubeEmulator.Values;

/// <summary>Walks a YAML text and counts lines and columns; libyaml's reader.</summary>
internal sealed class YamlCursor(string text)
{
    private int _position;

    public YamlMark Mark { get; private set; }

    public char Current => At(0);

    public bool AtEnd => _position >= text.Length;

    /// <summary>A character ahead; NUL at the end.</summary>
    public char At(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';

    public bool IsBlank(int offset = 0) => At(offset) is ' ' or '\t';

    public bool IsBreak(int offset = 0) => YamlScalar.IsBreak(At(offset));

    public bool IsBreakOrEnd(int offset = 0) => _position + offset >= text.Length || IsBreak(offset);

    public bool IsBlankOrEnd(int offset = 0) => IsBlank(offset) || IsBreakOrEnd(offset);

    /// <summary>Letters, digits, underscore and dash: what names are made of.</summary>
    public bool IsWord() => char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-';

    /// <summary>Whether a line starts here with <c>---</c> or <c>...</c>.</summary>
    public bool IsDocumentIndicator() =>
        Mark.Column == 0 && ((At(0) == '-' && At(1) == '-' && At(2) == '-') || (At(0) == '.' && At(1) == '.' && At(2) == '.')) && IsBlankOrEnd(3);

    public void Skip(int count = 1)
    {
        for (var i = 0; i < count && !AtEnd; i++)
        {
            _position += char.IsHighSurrogate(Current) ? 2 : 1;
            Mark = Mark with { Index = Mark.Index + 1, Column = Mark.Column + 1 };
        }
    }

    public void SkipBlanks()
    {
        while (IsBlank())
        {
            Skip();
        }
    }

    public void SkipComment()
    {
        if (Current == '#')
        {
            while (!IsBreakOrEnd())
            {
                Skip();
            }
        }
    }

    public void SkipLineBreak() => ReadLineBreak(null);

    /// <summary>Moves a character to a text.</summary>
    public void Read(StringBuilder into)
    {
        into.Append(Current);
        if (char.IsHighSurrogate(Current))
        {
            into.Append(At(1));
        }

        Skip();
    }

    /// <summary>Moves a line break to a text: a line feed, but for the two breaks that Unicode has of its own.</summary>
    public void ReadLineBreak(StringBuilder? into)
    {
        if (!IsBreak())
        {
            return;
        }

        var length = Current == '\r' && At(1) == '\n' ? 2 : 1;
        into?.Append(Current is '\u2028' or '\u2029' ? Current : '\n');
        _position += length;
        Mark = new YamlMark(Mark.Index + length, Mark.Line + 1, 0);
    }

    /// <summary>The end of the text counts as the start of a line of its own.</summary>
    public void ForceNewLine()
    {
        if (Mark.Column != 0)
        {
            Mark = Mark with { Line = Mark.Line + 1, Column = 0 };
        }
    }
}
