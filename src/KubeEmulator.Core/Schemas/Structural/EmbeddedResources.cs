using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// Whole objects inside custom resources (<c>x-kubernetes-embedded-resource</c>): their type and metadata are checked and
/// brought to their stored form; apiextensions' <c>schema/objectmeta/algorithm.go</c>.
/// </summary>
internal sealed class EmbeddedResources(bool dropInvalid)
{
    /// <summary>The paths of metadata fields that ObjectMeta does not have.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The first thing wrong; null where nothing is, or where invalid fields are dropped.</summary>
    public FieldError? Error { get; private set; }

    /// <summary>The document with every embedded object coerced (not the root itself); itself where nothing changes.</summary>
    public MapValue Coerce(MapValue document, Schema schema) => (MapValue)Walk(document, schema, null);

    private Value Walk(Value value, Schema? schema, FieldPath? path)
    {
        if (schema is null || Error is not null || !StructuralTraits.Of(schema).HasEmbedded)
        {
            return value;
        }

        switch (value)
        {
            case MapValue map:
                return Map(schema.IsEmbeddedResource ? Embedded(map, path) : map, schema, path);
            case ListValue list when schema is { Kind: SchemaKind.List, Element: { } element }:
                var index = 0;
                return list.Edit(item => Walk(item, element, (path ?? FieldPath.Of("")).Index(index++)));
            default:
                return value;
        }
    }

    private MapValue Map(MapValue map, Schema schema, FieldPath? path)
    {
        var walked = map;
        foreach (var (key, value) in map)
        {
            if (schema.Fields[key] is { } field)
            {
                walked = walked.With(key, Walk(value, field.Schema, Child(path, key)));
            }
            else if (schema is { Kind: not SchemaKind.List, Element: { } element })
            {
                walked = walked.With(key, Walk(value, element, path?.Key(key) ?? FieldPath.Of(key)));
            }
        }

        return walked;
    }

    private MapValue Embedded(MapValue map, FieldPath? path)
    {
        var coerced = map;
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (map[key] is { } value and not StringValue)
            {
                coerced = coerced.Without(key);
                Refuse(Child(path, key), value, "must be a string");
            }
        }

        if (map["metadata"] is not { } metadata)
        {
            return coerced;
        }

        var decoded = ObjectMetaDecoding.Decode(metadata, dropInvalid);
        if (decoded.Error is { } error)
        {
            Refuse(Child(path, "metadata"), metadata, error);
            return coerced;
        }

        Unknown.AddRange(decoded.StrictErrors.Select(e => $"{Child(path, "metadata")}.{StrictErrors.PathOf(e)}"));
        return coerced.With("metadata", decoded.Document.Equals(metadata) ? metadata : decoded.Document);
    }

    private static FieldPath Child(FieldPath? path, string key) => path?.Child(key) ?? FieldPath.Of(key);

    private void Refuse(FieldPath path, Value value, string detail)
    {
        if (!dropInvalid && Error is null)
        {
            var errors = new FieldErrors();
            errors.Invalid(path, value, detail);
            Error = errors[0];
        }
    }
}
