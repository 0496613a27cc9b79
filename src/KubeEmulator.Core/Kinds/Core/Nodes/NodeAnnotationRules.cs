using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Annotations of nodes that hold JSON (core <c>ValidateNodeSpecificAnnotations</c>).</summary>
internal static class NodeAnnotationRules
{
    private const string TaintsKey = "scheduler.alpha.kubernetes.io/taints";
    private const string AvoidPodsKey = "scheduler.alpha.kubernetes.io/preferAvoidPods";
    private static readonly FieldPath Path = FieldPath.Of("metadata", "annotations");

    public static void Check(FieldErrors errors, MapValue annotations)
    {
        if (Read(errors, annotations, TaintsKey, Path, "[]core.Taint") is ListValue taints)
        {
            TaintRules.Check(errors, Path.Child(TaintsKey), taints.Edit(t => t is MapValue map ? LowerCased(map) : t));
        }

        if (Read(errors, annotations, AvoidPodsKey, Path.Child("AvoidPods"), "v1.AvoidPods") is MapValue avoid)
        {
            AvoidPods(errors, avoid);
        }
    }

    private static void AvoidPods(FieldErrors errors, MapValue avoid)
    {
        var index = 0;
        foreach (var entry in avoid.Maps("preferAvoidPods"))
        {
            var at = Path.Child(AvoidPodsKey).Index(index++).Child("PodSignature");
            if (entry.Map("podSignature")?.Map("podController") is not { } controller)
            {
                errors.Required(at);
            }
            else if (controller.Bool("controller") != true)
            {
                errors.Invalid(at.Child("PodController").Child("Controller"), false, "must point to a controller");
            }
        }
    }

    private static Value? Read(FieldErrors errors, MapValue annotations, string key, FieldPath path, string goType)
    {
        if (annotations.StringOrEmpty(key) is not { Length: > 0 } text)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (JsonSyntax.Find(bytes) is { } syntax)
        {
            errors.Invalid(path, key, syntax.Message);
            return null;
        }

        var value = Value.Parse(bytes);
        var wanted = goType.StartsWith("[]", StringComparison.Ordinal) ? ValueKind.List : ValueKind.Map;
        if (value is not NullValue && value.Kind != wanted)
        {
            errors.Invalid(path, key, $"json: cannot unmarshal {GoKind(value)} into Go value of type {goType}");
        }

        return value;
    }

    private static string GoKind(Value value) => value switch
    {
        ListValue => "array",
        MapValue => "object",
        StringValue => "string",
        NumberValue => "number",
        _ => "bool",
    };

    // Internal types have no JSON names, and Go reads members in any case.
    private static MapValue LowerCased(MapValue map)
    {
        var lower = new MapBuilder(map.Count);
        foreach (var (key, value) in map)
        {
            lower[key.ToLowerInvariant()] = value;
        }

        return lower.Build();
    }
}
