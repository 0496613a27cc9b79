using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Drops nulls that are neither allowed nor about to be defaulted; apiextensions' <c>schema/defaulting/prunenulls.go</c>.</summary>
internal static class NullPruner
{
    /// <summary>The document without such nulls; itself where there are none.</summary>
    public static MapValue Prune(MapValue document, Schema schema) => HasNull(document) ? (MapValue)Walk(document, schema) : document;

    // Hardly any document has one.
    private static bool HasNull(Value value)
    {
        switch (value)
        {
            case MapValue map:
                foreach (var member in map.Values)
                {
                    if (member is NullValue || HasNull(member))
                    {
                        return true;
                    }
                }

                return false;
            case ListValue list:
                foreach (var item in list.AsSpan())
                {
                    if (HasNull(item))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static Value Walk(Value value, Schema? schema)
    {
        switch (value)
        {
            case MapValue map:
                var kept = map;
                for (var i = 0; i < map.Count; i++)
                {
                    var key = map.Keys[i];
                    var child = Defaulter.SchemaOf(schema, key);
                    kept = map.Values[i] is NullValue && child is { Nullable: false, Default: null }
                        ? kept.Without(key)
                        : kept.With(key, Walk(map.Values[i], child));
                }

                return kept;
            case ListValue list:
                var element = schema?.Kind == SchemaKind.List ? schema.Element : null;
                return list.Edit(item => Walk(item, element));
            default:
                return value;
        }
    }
}
