using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>A part of an action.</summary>
internal abstract record TemplateExpression
{
    /// <summary>Commands, each given the result of the one before; and the variables that take the last one's.</summary>
    public sealed record Pipeline(IReadOnlyList<string> Variables, bool Declares, IReadOnlyList<Command> Commands, int Line) : TemplateExpression;

    /// <summary>A value, or a function with its arguments.</summary>
    public sealed record Command(IReadOnlyList<TemplateExpression> Parts, int Line) : TemplateExpression;

    public sealed record Literal(Value Value) : TemplateExpression;

    /// <summary>The value at hand, or a member of it.</summary>
    public sealed record Dot(IReadOnlyList<string> Path) : TemplateExpression;

    public sealed record Variable(string Name, IReadOnlyList<string> Path) : TemplateExpression;

    public sealed record Function(string Name) : TemplateExpression;

    public sealed record Group(Pipeline Inner, IReadOnlyList<string> Path) : TemplateExpression;
}
