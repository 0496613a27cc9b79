using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Templates;

/// <summary>A template of Go's <c>text/template</c> over documents. Immutable; may render on many threads at once.</summary>
internal sealed class Template
{
    private readonly IReadOnlyList<TemplateNode> _body;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> _named;

    public Template(IReadOnlyList<TemplateNode> body, IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> named) => (_body, _named) = (body, named);

    /// <exception cref="TemplateException">The template fails: a wrong argument, an index that is not there.</exception>
    public string Render(Value data, TemplateFunctions functions)
    {
        var run = new TemplateRun(_named, functions, data);
        run.Write(_body, data);
        return run.Text;
    }
}
