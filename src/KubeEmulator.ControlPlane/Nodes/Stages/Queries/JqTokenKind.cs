namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>The sorts of tokens of a query.</summary>
internal enum JqTokenKind
{
    /// <summary>A name or a word such as <c>and</c>.</summary>
    Word,

    /// <summary><c>.name</c>; the text is the name.</summary>
    Field,

    /// <summary>A string; the text is what it says.</summary>
    String,

    /// <summary>A number as written.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Mark,

    /// <summary>The end of the text.</summary>
    End,
}
