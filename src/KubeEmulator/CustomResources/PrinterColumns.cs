using System.Reflection;
using KubeEmulator.Values;

namespace KubeEmulator.CustomResources;

/// <summary>
/// The columns of a model: properties with <c>[AdditionalPrinterColumn]</c>, level by level as KubeOps finds them, and then the
/// class's own with a JSONPath.
/// </summary>
internal static class PrinterColumns
{
    public static ListValue Of(Type entity)
    {
        var columns = new List<Value>();
        var next = new Queue<(PropertyInfo Property, string Path, IReadOnlyList<Type> Ancestors)>();
        Add(next, entity, "", [entity]);
        while (next.TryDequeue(out var place))
        {
            var (property, path, ancestors) = place;
            var type = property.PropertyType;
            if (type.IsClass && type.Namespace != "System" && !ancestors.Contains(type))
            {
                Add(next, type, path, [.. ancestors, type]);
            }

            if (NamedAttributes.Find(property, "AdditionalPrinterColumn") is { } column)
            {
                columns.Add(OfProperty(entity, property, path, column));
            }
        }

        columns.AddRange(NamedAttributes.Inherited(entity, "GenericAdditionalPrinterColumn").Select(OfClass));
        return ListValue.From(columns);
    }

    private static void Add(Queue<(PropertyInfo, string, IReadOnlyList<Type>)> next, Type type, string path, IReadOnlyList<Type> ancestors)
    {
        foreach (var (name, property) in EntityProperties.Of(type))
        {
            next.Enqueue((property, $"{path}.{name}", ancestors));
        }
    }

    private static MapValue OfProperty(Type entity, PropertyInfo property, string path, Attribute column)
    {
        var schema = new TypeSchemas(entity).Of(property);
        var type = schema.String("type") ?? "";
        return type is "string" or "integer" or "number" or "boolean"
            ? Column(column.Text("Name") ?? EntityProperties.NameOf(property), path, type, schema.String("description"), schema.String("format"), column)
            : throw new CustomResourceTypeException(entity, property.Name, $"[AdditionalPrinterColumn] on a value of type {(type.Length == 0 ? "int-or-string" : type)}; a column is a string, integer, number or boolean. Put it on a property inside, or use [GenericAdditionalPrinterColumn] on the class.");
    }

    private static Value OfClass(Attribute column) =>
        Column(column.Text("Name") ?? "", column.Text("JsonPath") ?? "", column.Text("Type") ?? "string", column.Text("Description"), column.Text("Format"), column);

    private static MapValue Column(string name, string path, string type, string? description, string? format, Attribute column)
    {
        var map = new MapBuilder { { "name", name }, { "type", type }, { "jsonPath", path } };
        if (description is not null)
        {
            map.Set("description", description);
        }

        // The formats that the server lets columns have; others say nothing to whoever prints them.
        if (format is "int32" or "int64" or "float" or "double" or "byte" or "date" or "date-time" or "password")
        {
            map.Set("format", format);
        }

        if (column.Text("Priority") is not (null or "StandardView" or "0"))
        {
            map.Set("priority", 1);
        }

        return map.Build();
    }
}
