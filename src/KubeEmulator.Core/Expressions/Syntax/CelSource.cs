using System.Text;

namespace KubeEmulator.Expressions;

/// <summary>The text of an expression, with the lines and columns that messages speak of.</summary>
internal sealed class CelSource
{
    private readonly List<int> _lines = [0];

    public CelSource(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _lines.Add(i + 1);
            }
        }
    }

    public string Text { get; }

    /// <summary>The 1-based line and the 0-based column, in code points, of an offset.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = _lines.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        var column = 0;
        for (var i = _lines[line]; i < offset; i++)
        {
            if (!char.IsLowSurrogate(Text[i]))
            {
                column++;
            }
        }

        return (line + 1, column);
    }

    /// <summary>
    /// A message as cel-go prints it (common/error.go): position, message, the line, and a caret below.
    /// Wide dots keep the caret under wide characters.
    /// </summary>
    public string Display(CelIssue issue)
    {
        var head = $"ERROR: <input>:{issue.Line}:{issue.Column + 1}: {issue.Message}";
        if (issue.Column < 0)
        {
            return head;
        }

        var start = _lines[issue.Line - 1];
        var end = issue.Line < _lines.Count ? _lines[issue.Line] - 1 : Text.Length;
        var snippet = Text[start..end].Replace('\t', ' ');
        var text = new StringBuilder($"{head}\n | {snippet}\n | ");
        var at = 0;
        foreach (var rune in snippet.EnumerateRunes())
        {
            if (at++ == issue.Column)
            {
                return text.Append(rune.IsAscii ? '^' : '\uff3e').ToString();
            }

            text.Append(rune.IsAscii ? '.' : '\uff0e');
        }

        return text.Append('^').ToString();
    }
}
