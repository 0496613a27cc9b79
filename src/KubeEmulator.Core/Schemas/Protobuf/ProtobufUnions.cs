using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The types of CustomResourceDefinitions that are one thing or another in JSON and a message with both in protobuf.</summary>
internal static class ProtobufUnions
{
    private const string ApiExtensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1";

    /// <summary>The JSON form of such a message; the document itself for all others.</summary>
    public static Value Shape(string type, MapValue document) => type switch
    {
        $"{ApiExtensions}.JSONSchemaPropsOrBool" => document["$schema"] ?? document["allows"] ?? false,
        $"{ApiExtensions}.JSONSchemaPropsOrArray" => document["jSONSchemas"] ?? document["$schema"] ?? Value.Null,
        $"{ApiExtensions}.JSONSchemaPropsOrStringArray" => document["property"] ?? document["$schema"] ?? Value.Null,
        _ => document,
    };
}
