using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>An object seen as a Scale, and back.</summary>
internal static class ScaleDocument
{
    /// <summary>The Scale of an object.</summary>
    public static MapValue Of(MapValue document, ScaleMapping mapping)
    {
        var metadata = document.Map("metadata") ?? MapValue.Empty;
        var shown = new MapBuilder();
        foreach (var key in (ReadOnlySpan<string>)["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            shown[key] = metadata[key];
        }

        var status = new MapBuilder { { "replicas", Read(document, mapping.StatusReplicas) ?? 0 } };
        if (Selector(document, mapping) is { Length: > 0 } selector)
        {
            status["selector"] = selector;
        }

        var spec = new MapBuilder();
        if ((Read(document, mapping.SpecReplicas) ?? 0) is var replicas and not 0)
        {
            spec["replicas"] = replicas;
        }

        return MapValue.Of(
            ("kind", "Scale"),
            ("apiVersion", "autoscaling/v1"),
            ("metadata", shown.Build()),
            ("spec", spec.Build()),
            ("status", status.Build()));
    }

    /// <summary>The object with the Scale's replicas and resource version.</summary>
    public static MapValue Into(MapValue document, MapValue scale, ScaleMapping mapping)
    {
        document = document.WithAt(Path(mapping.SpecReplicas), scale.IntegerAt("spec", "replicas") ?? 0);
        return scale.StringAt("metadata", "resourceVersion") is { Length: > 0 } version
            ? SystemFields.EditMetadata(document, metadata => metadata.With("resourceVersion", version))
            : document;
    }

    /// <exception cref="ApiException">422: negative replicas.</exception>
    public static void Check(MapValue scale, string name, ScaleMapping mapping)
    {
        if (!mapping.OfCustomResource && (scale.IntegerAt("spec", "replicas") ?? 0) is var replicas and < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("spec", "replicas"), replicas, "must be greater than or equal to 0");
            throw StatusDocument.Invalid(new GroupKind("autoscaling", "Scale"), name, errors).ToException();
        }
    }

    /// <exception cref="ApiException">500: a custom resource does not say how many replicas it wants.</exception>
    public static void RequireReplicas(MapValue document, ScaleMapping mapping)
    {
        if (mapping.OfCustomResource && document.At(Path(mapping.SpecReplicas)) is null)
        {
            throw StatusDocument.InternalError($"the spec replicas field {GoText.Quote("." + mapping.SpecReplicas)} does not exist").ToException();
        }
    }

    private static long? Read(MapValue document, string path) => document.IntegerAt(Path(path));

    private static string? Selector(MapValue document, ScaleMapping mapping) => mapping.Selector is null
        ? null
        : document.At(Path(mapping.Selector)) switch
        {
            StringValue text => text.Text,
            MapValue map => (map.ContainsKey("matchLabels") || map.ContainsKey("matchExpressions") ? LabelSelector.From(map) : LabelSelector.FromLabels(map)).ToString(),
            _ => null,
        };

    private static string[] Path(string dotted) => dotted.TrimStart('.').Split('.');
}
