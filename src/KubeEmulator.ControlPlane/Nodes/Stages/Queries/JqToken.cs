namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>One token of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Position">Where it begins, from 1.</param>
internal readonly record struct JqToken(JqTokenKind Kind, string Text, int Position)
{
    public bool Is(string mark) => Kind == JqTokenKind.Mark && Text == mark;

    public bool IsWord(string word) => Kind == JqTokenKind.Word && Text == word;
}
