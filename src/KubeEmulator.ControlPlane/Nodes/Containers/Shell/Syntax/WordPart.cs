namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A part of a word. Quoted parts are neither split nor taken as patterns.</summary>
internal abstract record WordPart(bool Quoted)
{
    /// <summary>Letters as they stand.</summary>
    public sealed record Literal(string Text, bool Quoted) : WordPart(Quoted);

    /// <summary>A parameter, with what is done to it: <c>:- - := = :? ? :+ + # ## % %%</c>, or <c>length</c>; empty: nothing.</summary>
    public sealed record Parameter(string Name, string Operation, Word Argument, bool Quoted) : WordPart(Quoted);

    /// <summary>The output of commands.</summary>
    public sealed record Command(ShellNode? Body, bool Quoted) : WordPart(Quoted);

    /// <summary>The value of an expression.</summary>
    public sealed record Arithmetic(Word Expression, bool Quoted) : WordPart(Quoted);

    /// <summary>A substitution that cannot be understood; an error only when it is reached.</summary>
    public sealed record Bad(bool Quoted) : WordPart(Quoted);
}
