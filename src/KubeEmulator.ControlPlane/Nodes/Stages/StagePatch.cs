using KubeEmulator.Api;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>A patch of the object.</summary>
/// <param name="Subresource">Of which subresource; empty for the object itself.</param>
/// <param name="Root">The member that the template is about; empty for the whole.</param>
/// <param name="Template">The patch.</param>
/// <param name="Type">Its form; null for the usual one of the kind.</param>
/// <param name="As">Who patches; null for KWOK itself.</param>
internal sealed record StagePatch(string Subresource, string Root, Template Template, PatchType? Type, string? As)
{
    /// <summary>The form: strategic for pods and nodes, whose types KWOK knows, merge for the rest.</summary>
    public PatchType TypeFor(string kind) => Type ?? (kind is "Pod" or "Node" ? PatchType.StrategicMerge : PatchType.Merge);

    /// <summary>The document of the patch for an object.</summary>
    /// <exception cref="TemplateException">The template fails.</exception>
    /// <exception cref="ValueFormatException">What it writes is no YAML.</exception>
    public Value Render(MapValue target, TemplateFunctions functions)
    {
        var document = YamlText.Parse(Template.Render(target, functions));
        if (Root.Length == 0)
        {
            return document;
        }

        return Type == PatchType.Json
            ? ListValue.From((document as ListValue ?? ListValue.Empty).Select(o => o is MapValue operation ? operation.With("path", $"/{Root}{operation.StringOrEmpty("path")}") : o))
            : MapValue.Of((Root, document));
    }
}
