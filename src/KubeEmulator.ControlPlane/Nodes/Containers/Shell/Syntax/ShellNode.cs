namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A command of a script.</summary>
internal abstract record ShellNode(int Line)
{
    public sealed record Simple(IReadOnlyList<(string Name, Word Value)> Assignments, IReadOnlyList<Word> Words, IReadOnlyList<Redirection> Redirections, int Line) : ShellNode(Line);

    public sealed record Pipeline(IReadOnlyList<ShellNode> Stages, int Line) : ShellNode(Line);

    public sealed record Not(ShellNode Body, int Line) : ShellNode(Line);

    public sealed record And(ShellNode Left, ShellNode Right, int Line) : ShellNode(Line);

    public sealed record Or(ShellNode Left, ShellNode Right, int Line) : ShellNode(Line);

    public sealed record Sequence(IReadOnlyList<ShellNode> Items, int Line) : ShellNode(Line);

    public sealed record Background(ShellNode Body, int Line) : ShellNode(Line);

    public sealed record Subshell(ShellNode Body, int Line) : ShellNode(Line);

    /// <summary>A compound command with redirections.</summary>
    public sealed record Redirected(ShellNode Body, IReadOnlyList<Redirection> Redirections, int Line) : ShellNode(Line);

    public sealed record If(ShellNode Condition, ShellNode Then, ShellNode? Else, int Line) : ShellNode(Line);

    /// <summary>A loop over words; null: over the positional parameters.</summary>
    public sealed record For(string Variable, IReadOnlyList<Word>? Words, ShellNode Body, int Line) : ShellNode(Line);

    public sealed record While(ShellNode Condition, ShellNode Body, bool Until, int Line) : ShellNode(Line);

    public sealed record Case(Word Subject, IReadOnlyList<(IReadOnlyList<Word> Patterns, ShellNode? Body)> Arms, int Line) : ShellNode(Line);

    public sealed record Function(string Name, ShellNode Body, int Line) : ShellNode(Line);
}
