using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Drops what a structural schema does not name; apiextensions' <c>schema/pruning/algorithm.go</c>.</summary>
internal static class Pruner
{
    /// <summary>
    /// The document without unknown fields; itself where there are none. The root's apiVersion, kind and metadata stay.
    /// </summary>
    /// <param name="document">A custom resource.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="unknown">Receives the paths of what is dropped, in no particular order; null where nobody asks.</param>
    public static MapValue Prune(MapValue document, Schema schema, List<string>? unknown = null) =>
        Map(document, schema, "", unknown, isResource: true);

    internal static bool IsMeta(string key) => key is "apiVersion" or "kind" or "metadata";

    private static Value Prune(Value value, Schema? schema, string path, List<string>? unknown) => value switch
    {
        MapValue map => Map(map, schema, path, unknown, schema?.IsEmbeddedResource ?? false),
        ListValue list => List(list, schema, path, unknown),
        _ => value,
    };

    private static MapValue Map(MapValue map, Schema? schema, string path, List<string>? unknown, bool isResource)
    {
        MapBuilder? pruned = null;
        for (var i = 0; i < map.Count; i++)
        {
            var key = map.Keys[i];
            var kept = isResource && IsMeta(key) ? map.Values[i] : Member(key, map.Values[i], schema, path, unknown);
            if (pruned is null && !ReferenceEquals(kept, map.Values[i]))
            {
                pruned = new MapBuilder(map.Count);
                for (var j = 0; j < i; j++)
                {
                    pruned.Append(map.Keys[j], map.Values[j]);
                }
            }

            if (pruned is not null && kept is not null)
            {
                pruned.Append(key, kept);
            }
        }

        return pruned?.Build() ?? map;
    }

    // Null where the member is unknown.
    private static Value? Member(string key, Value value, Schema? schema, string path, List<string>? unknown)
    {
        var child = unknown is null ? "" : path.Length == 0 ? key : $"{path}.{key}";
        if (schema?.Fields[key] is { } field)
        {
            return Prune(value, field.Schema, child, unknown);
        }

        if (schema is { Kind: not SchemaKind.List, Element: { } element })
        {
            return Prune(value, element, child, unknown);
        }

        if (schema is { PreserveUnknownFields: true })
        {
            return value;
        }

        unknown?.Add(child);
        return null;
    }

    private static ListValue List(ListValue list, Schema? schema, string path, List<string>? unknown)
    {
        var element = schema?.Kind == SchemaKind.List ? schema.Element : null;
        if (element is null && schema is { PreserveUnknownFields: true })
        {
            return list;
        }

        Value[]? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            var item = Prune(list[i], element, unknown is null ? "" : $"{path}[{i}]", unknown);
            if (!ReferenceEquals(item, list[i]))
            {
                changed ??= [.. list.AsSpan()];
                changed[i] = item;
            }
        }

        return changed is null ? list : ListValue.Adopt(changed);
    }
}
