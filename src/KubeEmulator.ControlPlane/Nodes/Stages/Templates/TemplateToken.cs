namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>One token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="AfterSpace">Whether space stands before it: <c>.a .b</c> are two arguments, <c>.a.b</c> is one.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, int Line, bool AfterSpace);
