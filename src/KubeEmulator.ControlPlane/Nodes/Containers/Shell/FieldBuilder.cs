using System.Text;

namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>
/// Puts the fields of words together, by POSIX' field splitting (2.6.5). Fields are kept as patterns, in which what was
/// quoted is escaped.
/// </summary>
internal sealed class FieldBuilder(string separators)
{
    private readonly List<string> fields = [];
    private readonly StringBuilder field = new();
    private bool open;
    private bool afterBlank;

    public void Quoted(string text)
    {
        field.Append(ShellPattern.Escape(text));
        open = true;
        afterBlank = false;
    }

    /// <summary>Unquoted letters of the script itself: patterns, never split.</summary>
    public void Bare(string text)
    {
        field.Append(text);
        open = true;
        afterBlank = false;
    }

    /// <summary>The result of an unquoted expansion: split, and taken as a pattern.</summary>
    public void Split(string text)
    {
        foreach (var letter in text)
        {
            if (!separators.Contains(letter, StringComparison.Ordinal))
            {
                field.Append(letter == '\\' ? "\\\\" : letter.ToString());
                open = true;
                afterBlank = false;
            }
            else if (letter is ' ' or '\t' or '\n')
            {
                afterBlank |= open;
                EndField();
            }
            else if (open || !afterBlank)
            {
                open = true;
                EndField();
                afterBlank = false;
            }
            else
            {
                // Blanks around a separator belong to it.
                afterBlank = false;
            }
        }
    }

    /// <summary>Ends the field, if one was begun.</summary>
    public void EndField()
    {
        if (open)
        {
            fields.Add(field.ToString());
            field.Clear();
            open = false;
        }
    }

    /// <summary>Ends the word and hands its fields over.</summary>
    public List<string> Take()
    {
        EndField();
        afterBlank = false;
        var taken = new List<string>(fields);
        fields.Clear();
        return taken;
    }
}
