using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>
/// A new object of a kind before anybody has written to it: what a Go type writes when it holds nothing. It decides
/// which structs the creator comes to own: <c>spec</c> of a pod is always there and owned by nobody, that of a custom
/// resource is its creator's.
/// </summary>
internal static class EmptyDocument
{
    public static MapValue Of(Schema schema, GroupVersionKind kind) => ((MapValue)ZeroOf(schema))
        .With("apiVersion", kind.ApiVersion)
        .With("kind", kind.Kind);

    private static Value ZeroOf(Schema schema)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Object:
                var fields = new MapBuilder();
                foreach (var field in schema.Fields)
                {
                    if (field.Presence is Presence.Always)
                    {
                        fields.Set(field.Name, ZeroOf(field.Schema));
                    }
                    else if (field.Presence is Presence.AlwaysOrNull)
                    {
                        fields.Set(field.Name, Value.Null);
                    }
                }

                return fields.Build();
            case SchemaKind.String:
                return schema.Format is "date-time" or "micro-time" or "byte" ? Value.Null : "";
            case SchemaKind.Integer or SchemaKind.Number or SchemaKind.IntOrString:
                return 0;
            case SchemaKind.Boolean:
                return false;
            case SchemaKind.Quantity:
                return "0";
            default:
                return Value.Null;
        }
    }
}
