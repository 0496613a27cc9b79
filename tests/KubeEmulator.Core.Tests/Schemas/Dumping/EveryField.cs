using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Schemas.Dumping;

/// <summary>A document of a built-in type in which every field is set, made from the schema: the same one each time.</summary>
internal static class EveryField
{
    public static Value Of(Schema schema, string name = "x") => schema.Kind switch
    {
        SchemaKind.Object => MapValue.Of([.. schema.Fields.Where(f => f.Schema.Kind != SchemaKind.Any && f.Name != "managedFields").Select(f => (f.Name, Of(f.Schema, f.Name)))]),
        SchemaKind.List => ListValue.Of(Of(schema.Element!, name)),
        SchemaKind.Map => MapValue.Of(("b", Of(schema.Element!, name)), ("a", Of(schema.Element!, name))),
        SchemaKind.Quantity => StringValue.Of("64Mi"),
        SchemaKind.IntOrString or SchemaKind.Integer => NumberValue.Of(name.Length),
        SchemaKind.Boolean => BoolValue.True,
        SchemaKind.String when schema.GoType is "v1.Time" => NullValue.Instance,
        _ => StringValue.Of(name),
    };
}
