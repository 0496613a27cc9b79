using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The members of an object; kube-openapi's <c>validate/object_validator.go</c>. Its random orders are those of the names here.</summary>
internal static class ObjectRules
{
    public static void Check(ValueResult result, MapValue map, Schema schema, SchemaConstraints constraints, string path, Value? old)
    {
        if (map.Count < constraints.MinProperties)
        {
            result.Add(ValueFault.Invalid(path, map.Count, $"{path} in body should have at least {constraints.MinProperties} properties"));
        }

        if (map.Count > constraints.MaxProperties)
        {
            result.Add(ValueFault.TooMany(path, map.Count, constraints.MaxProperties.Value, $"{path} in body should have at most {constraints.MaxProperties} properties"));
        }

        var before = old as MapValue;
        if (schema.Kind != SchemaKind.List && schema.Element is { } element)
        {
            foreach (var (key, value) in map)
            {
                if (schema.Fields[key] is null)
                {
                    result.Merge(ValueValidator.Validate(value, element, $"{path}.{key}", before?[key]));
                }
            }
        }

        foreach (var field in schema.Fields.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (map[field.Name] is { } value)
            {
                var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
                var isTypeMeta = path.Length == 0 && field.Name is "kind" or "apiVersion";
                result.Merge(ValueValidator.Validate(value, field.Schema, name, isTypeMeta ? null : before?[field.Name]));
            }
        }

        foreach (var required in constraints.Required)
        {
            if (!map.ContainsKey(required))
            {
                result.Add(ValueFault.Required($"{path}.{required}"));
            }
        }

        result.Match();
    }
}
