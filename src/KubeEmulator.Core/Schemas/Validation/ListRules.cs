using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>The items of a list, then how many there may be; kube-openapi's <c>validate/slice_validator.go</c>.</summary>
internal static class ListRules
{
    public static void Check(ValueResult result, ListValue list, Schema schema, SchemaConstraints constraints, string path, Value? old)
    {
        // Combined schemas without a type of their own hold items too.
        if (schema.Kind is SchemaKind.List or SchemaKind.Any && schema.Element is { } element)
        {
            for (var i = 0; i < list.Count; i++)
            {
                result.Merge(ValueValidator.Validate(list[i], element, $"{path}[{i}]", OldItem(list[i], schema, old)));
            }
        }

        if (list.Count < constraints.MinItems)
        {
            result.Add(ValueFault.Invalid(path, list.Count, $"{path} in body should have at least {constraints.MinItems} items"));
        }

        if (list.Count > constraints.MaxItems)
        {
            result.Add(ValueFault.TooMany(path, list.Count, constraints.MaxItems.Value, $"{path} in body should have at most {constraints.MaxItems} items"));
        }

        if (constraints.UniqueItems && list.Distinct().Count() < list.Count)
        {
            result.Add(ValueFault.Invalid(path, "", $"{path} in body shouldn't contain duplicates"));
        }

        result.Match();
        result.Match();
    }

    // Only items of a list of type map have an identity by which the old one is found.
    private static Value? OldItem(Value item, Schema schema, Value? old)
    {
        if (old is not ListValue before || schema.ListType != ListType.Map || item is not MapValue map)
        {
            return null;
        }

        return before.FirstOrDefault(candidate => candidate is MapValue known && schema.ListKeys.All(key => known[key] == map[key]));
    }
}
