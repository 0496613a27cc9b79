namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>A part of a template.</summary>
internal abstract record TemplateNode
{
    public sealed record Text(string Content) : TemplateNode;

    public sealed record Action(TemplateExpression.Pipeline Pipeline) : TemplateNode;

    public sealed record If(TemplateExpression.Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    public sealed record With(TemplateExpression.Pipeline Subject, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    public sealed record Range(TemplateExpression.Pipeline Subject, IReadOnlyList<TemplateNode> Body, IReadOnlyList<TemplateNode> Else) : TemplateNode;

    /// <summary>Another template of the same text by its name.</summary>
    public sealed record Invocation(string Name, TemplateExpression.Pipeline? Subject, int Line) : TemplateNode;

    public sealed record Break : TemplateNode;

    public sealed record Continue : TemplateNode;
}
