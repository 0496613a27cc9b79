namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A word of a script: what is put together to one text, and may fall into several fields.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    public static Word Empty { get; } = new([]);

    /// <summary>The text of a word that is nothing but unquoted letters; null otherwise. Only such a word can be reserved.</summary>
    public string? Plain => Parts.Count == 1 && Parts[0] is WordPart.Literal { Quoted: false } literal ? literal.Text : null;
}
