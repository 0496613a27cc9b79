namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>Words of the form name=value.</summary>
internal static class Assignment
{
    public static (string Name, Word Value)? TryRead(Word word)
    {
        if (word.Parts.Count == 0 || word.Parts[0] is not WordPart.Literal { Quoted: false } first)
        {
            return null;
        }

        var equals = first.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !IsName(first.Text.AsSpan(0, equals)))
        {
            return null;
        }

        var rest = first.Text[(equals + 1)..];
        IEnumerable<WordPart> parts = rest.Length > 0 ? [new WordPart.Literal(rest, false), .. word.Parts.Skip(1)] : word.Parts.Skip(1);
        return (first.Text[..equals], new Word([.. parts]));
    }

    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return true;
    }
}
