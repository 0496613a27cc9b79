namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A token: an operator (newline is one, the end is the empty one) or a word.</summary>
internal readonly record struct ShellToken(string? Operator, Word? Word, int Line, int? Descriptor = null)
{
    public bool IsEnd => Operator is "";

    public bool IsNewline => Operator is "\n";

    public bool IsRedirection => Operator is "<" or ">" or ">>" or ">|" or "<>" or "<&" or ">&" or "<<" or "<<-";

    /// <summary>Whether it is this operator, or this word without quotes.</summary>
    public bool Is(string text) => Operator == text || Word?.Plain == text;

    /// <summary>How dash names it in an error.</summary>
    public string Describe() => Operator switch
    {
        "" => "end of file",
        "\n" => "newline",
        null when Word!.Plain is { } plain && ShellParser.IsReserved(plain) => $"\"{plain}\"",
        null => "word",
        _ when IsRedirection => "redirection",
        _ => $"\"{Operator}\"",
    };
}
