namespace KubeEmulator.Schemas;

/// <summary>The Go types that have a JSON form of their own, which OpenAPI shows as plain strings or not at all.</summary>
internal static class LeafSchemas
{
    /// <summary>The format of a field that is a schema, or true or false (<c>additionalProperties</c>).</summary>
    public const string SchemaOrBool = "schema-or-bool";

    /// <summary>The format of a field that is a schema or a list of them (<c>items</c>).</summary>
    public const string SchemaOrArray = "schema-or-array";

    /// <summary>The format of a field that is a schema or a list of strings (<c>dependencies</c>).</summary>
    public const string SchemaOrStrings = "schema-or-strings";

    private const string ApiExtensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1";

    /// <summary>The schema of such a type; null for all others.</summary>
    public static Schema? Named(string name) => name switch
    {
        "io.k8s.apimachinery.pkg.api.resource.Quantity" => new Schema { Kind = SchemaKind.Quantity, GoType = "resource.Quantity", TypeName = "Quantity" },
        "io.k8s.apimachinery.pkg.util.intstr.IntOrString" => new Schema { Kind = SchemaKind.IntOrString, GoType = "intstr.IntOrString", TypeName = "IntOrString" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.Time" => new Schema { Kind = SchemaKind.String, Format = "date-time", GoType = "v1.Time", TypeName = "Time" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime" => new Schema { Kind = SchemaKind.String, Format = "micro-time", GoType = "v1.MicroTime", TypeName = "MicroTime" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.Duration" => new Schema { Kind = SchemaKind.String, Format = "duration", GoType = "v1.Duration", TypeName = "Duration" },
        "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1" => Anything("v1.FieldsV1"),
        "io.k8s.apimachinery.pkg.runtime.RawExtension" => new Schema { Kind = SchemaKind.Any, GoType = "runtime.RawExtension", TypeName = "RawExtension", IsAtomic = true },
        $"{ApiExtensions}.JSON" => Anything("v1.JSON"),
        $"{ApiExtensions}.JSONSchemaPropsOrBool" => SchemaOr(SchemaOrBool, "v1.JSONSchemaPropsOrBool"),
        $"{ApiExtensions}.JSONSchemaPropsOrArray" => SchemaOr(SchemaOrArray, "v1.JSONSchemaPropsOrArray"),
        $"{ApiExtensions}.JSONSchemaPropsOrStringArray" => SchemaOr(SchemaOrStrings, "v1.JSONSchemaPropsOrStringArray"),
        _ => null,
    };

    private static Schema Anything(string goType) => new() { Kind = SchemaKind.Any, GoType = goType };

    private static Schema SchemaOr(string format, string goType) => new()
    {
        Kind = SchemaKind.Any,
        Format = format,
        GoType = goType,
        ElementSource = () => BuiltInSchemas.Named($"{ApiExtensions}.JSONSchemaProps")!,
    };
}
