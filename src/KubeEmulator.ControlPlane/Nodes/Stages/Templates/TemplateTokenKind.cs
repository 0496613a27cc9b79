namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>The sorts of tokens of a template.</summary>
internal enum TemplateTokenKind
{
    /// <summary>What is written as it is.</summary>
    Text,

    /// <summary><c>{{</c>.</summary>
    Open,

    /// <summary><c>}}</c>.</summary>
    Close,

    /// <summary><c>.</c>.</summary>
    Dot,

    /// <summary><c>.name</c>; the text is the name.</summary>
    Field,

    /// <summary><c>$name</c> or <c>$</c>; the text has the dollar sign.</summary>
    Variable,

    /// <summary>A function or a word such as <c>range</c>.</summary>
    Word,

    /// <summary>A string; the text is what it says.</summary>
    String,

    /// <summary>A number as written.</summary>
    Number,

    /// <summary><c>:=</c>, <c>=</c>, <c>|</c>, <c>(</c>, <c>)</c> or <c>,</c>.</summary>
    Mark,
}
