using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>Types that are one value in JSON, and those of the official client that have a form of their own.</summary>
internal static class KnownSchemas
{
    private const string PreserveUnknownFields = "x-kubernetes-preserve-unknown-fields";

    /// <summary>Any object.</summary>
    public static readonly MapValue AnyObject = Typed("object").With(PreserveUnknownFields, true);

    private static readonly MapValue AnyValue = MapValue.Of((PreserveUnknownFields, true));

    private static readonly Dictionary<Type, MapValue> ByType = new()
    {
        [typeof(string)] = Typed("string"),
        [typeof(bool)] = Typed("boolean"),
        [typeof(byte)] = Typed("integer", "int32"),
        [typeof(short)] = Typed("integer", "int32"),
        [typeof(int)] = Typed("integer", "int32"),
        [typeof(uint)] = Typed("integer", "int64"),
        [typeof(long)] = Typed("integer", "int64"),
        [typeof(float)] = Typed("number", "float"),
        [typeof(double)] = Typed("number", "double"),
        [typeof(decimal)] = Typed("number", "decimal"),
        [typeof(DateTime)] = Typed("string", "date-time"),
        [typeof(DateTimeOffset)] = Typed("string", "date-time"),
        [typeof(DateOnly)] = Typed("string", "date"),
        [typeof(Guid)] = Typed("string", "uuid"),
        [typeof(Uri)] = Typed("string", "uri"),
        [typeof(byte[])] = Typed("string", "byte"),
        [typeof(object)] = AnyObject,
        [typeof(JsonObject)] = AnyObject,
        [typeof(JsonNode)] = AnyValue,
        [typeof(JsonElement)] = AnyValue,
    };

    // By name: the official client's types, wherever they come from.
    private static readonly Dictionary<string, MapValue> ByName = new(StringComparer.Ordinal)
    {
        ["ResourceQuantity"] = Typed("string"),
        ["V1ObjectMeta"] = Typed("object"),
        ["IntOrString"] = MapValue.Of(("x-kubernetes-int-or-string", true)),
        ["IntstrIntOrString"] = MapValue.Of(("x-kubernetes-int-or-string", true)),
    };

    /// <summary>The schema of such a type; null for all others.</summary>
    public static MapValue? Of(Type type) => ByType.GetValueOrDefault(type)
        ?? (type.IsEnum ? null : ByName.GetValueOrDefault(type.Name))
        ?? (IsBuiltInObject(type) ? AnyObject.With("x-kubernetes-embedded-resource", true) : null);

    private static MapValue Typed(string type, string? format = null) =>
        format is null ? MapValue.Of(("type", type)) : MapValue.Of(("type", type), ("format", format));

    // A whole object of a built-in kind (V1Pod) is embedded as such.
    private static bool IsBuiltInObject(Type type) =>
        type is { IsClass: true, IsAbstract: false, Namespace: "k8s.Models" } && Array.Exists(type.GetInterfaces(), i => i.Name == "IKubernetesObject");
}
