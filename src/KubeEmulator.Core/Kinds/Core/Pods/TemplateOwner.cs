using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Documents with a pod template at <c>spec.template</c>.</summary>
internal static class TemplateOwner
{
    /// <summary>The template.</summary>
    public static MapValue Template(MapValue document) => document.Map("spec")?.Map("template") ?? MapValue.Empty;

    /// <summary>The pod spec in the template.</summary>
    public static MapValue PodSpec(MapValue document) => Template(document).Map("spec") ?? MapValue.Empty;

    /// <summary>The document with the defaults of its template, and those of its own spec.</summary>
    public static MapValue Default(MapValue document, Func<MapValue, MapValue> spec)
    {
        var before = document.Map("spec") ?? MapValue.Empty;
        var after = spec(before);
        after = after.With("template", PodSpecDefaults.Template(after.Map("template") ?? MapValue.Empty));
        return ReferenceEquals(after, before) ? document : document.With("spec", after);
    }

    /// <summary>The document with its template's pod spec changed.</summary>
    public static MapValue EditPodSpec(MapValue document, Func<MapValue, MapValue> edit) =>
        document.EditMap("spec", s => s.EditMap("template", t => t.EditMap("spec", edit)));
}
